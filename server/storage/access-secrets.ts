import type { AccessSecrets } from '../domain/applications/application.ts';
import { accessCodeOf, applicationLinkOf } from '../lib/access-code.ts';
import { freshBytes } from '../lib/fresh-bytes.ts';
import { hmac } from '../lib/hmac.ts';
import { type KeyRing, SealBroken } from '../lib/key-ring.ts';

/** First byte of a seed with its key id; what was sealed before there were seeds begins with 1. */
const SEED = 2;
const SEED_BYTES = 16;
const CODE_BYTES = 12;
const LINK_BYTES = 16;

const PURPOSE = 'access secrets';

interface DrawnAccess extends AccessSecrets {
  /** Column: 2 | length of key id | key id | seed. */
  readonly column: Buffer;
}

/**
 * Code and link of a new application. They come out of a random seed and the key ring, and only the
 * seed is stored, for a day: as long as it is there, both can be shown again. Neither the seed (a copy
 * of the database) nor the ring (once the seed is gone) tells anything alone.
 */
export function drawAccess(ring: KeyRing, id: string): DrawnAccess {
  const keyId = Buffer.from(ring.newest);
  const seed = freshBytes(SEED_BYTES);
  const column = Buffer.concat([Buffer.from([SEED, keyId.length]), keyId, seed]);
  return { ...access(ring, id, ring.newest, seed), column };
}

/** @throws SealBroken when its key is not on the ring */
export function openAccess(ring: KeyRing, id: string, column: Buffer): AccessSecrets {
  if (column[0] !== SEED) return JSON.parse(ring.open(column, `applications.secrets:${id}`));
  const seedAt = 2 + (column[1] ?? 0);
  return access(ring, id, column.toString('utf8', 2, seedAt), column.subarray(seedAt));
}

function access(ring: KeyRing, id: string, keyId: string, seed: Buffer): AccessSecrets {
  const key = ring.derive(PURPOSE, keyId);
  if (key === undefined) throw new SealBroken('Drawn with a key that is not on the ring.');
  const bytes = hmac(key, `${id}\n${seed.toString('hex')}`);
  const code = accessCodeOf(bytes.subarray(0, CODE_BYTES));
  return { code, link: applicationLinkOf(id, bytes.subarray(CODE_BYTES, CODE_BYTES + LINK_BYTES)) };
}
