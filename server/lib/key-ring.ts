import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { freshBytes } from './fresh-bytes.ts';

/** One data key: 32 bytes under a short name. */
export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The sealed value can't be opened: the key is gone, or the bytes or their place were changed. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * AES-256-GCM with a key ring, newest key first: values are sealed with the newest and open with
 * whichever sealed them, so a new key is added in front and the old one stays until nothing is
 * left under it.
 *
 * `place` (table, column and row id) is bound in as additional data: a sealed value that is copied
 * to another row does not open there.
 *
 * Envelope: 1 | length of key id | key id | nonce (12) | ciphertext | tag (16).
 */
export interface KeyRing {
  readonly newest: string;
  /** Of all keys on the ring, the newest first. */
  readonly ids: readonly string[];
  seal(plain: string, place: string): Buffer;
  /** Whether the newest key sealed it. */
  isNewest(sealed: Buffer): boolean;
  /** Throws `SealBroken`. */
  open(sealed: Uint8Array, place: string): string;
  /** Seals and opens under keys of that purpose: what one purpose sealed, no other can open. */
  forPurpose(purpose: string): Pick<KeyRing, 'seal' | 'open'>;
  /** A key of its own for that purpose, derived (HKDF-SHA-256) from that data key; undefined when it is not on the ring. */
  derive(purpose: string, keyId: string): KeyObject | undefined;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createKeyRing(keys: readonly DataKey[]): KeyRing {
  const newest = keys[0];
  if (newest === undefined) throw new Error('The key ring is empty.');
  for (const { id, key } of keys) {
    if (key.length !== 32) throw new Error(`Data key "${id}" is not 32 bytes long.`);
    if (id.length === 0 || Buffer.byteLength(id) > 255) throw new Error('A data key needs an id.');
  }
  // Key objects, because raw bytes are checked and copied again at every use (10 µs each).
  const byId = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  if (byId.size !== keys.length) throw new Error('Two data keys have the same id.');
  const derived = new Map<string, Map<string, KeyObject>>();
  const newestHead = head(newest.id);
  const derive = (purpose: string, keyId: string): KeyObject | undefined => {
    const ofPurpose = derived.get(purpose) ?? new Map<string, KeyObject>();
    const known = ofPurpose.get(keyId);
    if (known !== undefined) return known;
    const key = byId.get(keyId);
    if (key === undefined) return undefined;
    const bytes = hkdfSync('sha256', key, Buffer.alloc(0), `madoguchi ${purpose}`, 32);
    const made = createSecretKey(Buffer.from(bytes));
    derived.set(purpose, ofPurpose.set(keyId, made));
    return made;
  };
  const sealer = (keyOf: (id: string) => KeyObject | undefined) => ({
    seal: (plain: string, place: string) =>
      sealWith(keyOf(newest.id) as KeyObject, newestHead, plain, place),
    open: (sealed: Uint8Array, place: string) => openWith(keyOf, sealed, place),
  });
  return {
    newest: newest.id,
    ids: keys.map(({ id }) => id),
    isNewest: (sealed) => newestHead.equals(sealed.subarray(0, newestHead.length)),
    ...sealer((id) => byId.get(id)),
    forPurpose: (purpose) => sealer((id) => derive(purpose, id)),
    derive,
  };
}

function sealWith(key: KeyObject, keyHead: Buffer, plain: string, place: string): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = cipher.update(plain, 'utf8');
  cipher.final();
  return Buffer.concat([keyHead, nonce, body, cipher.getAuthTag()]);
}

function openWith(
  keyOf: (id: string) => KeyObject | undefined,
  sealed: Uint8Array,
  place: string,
): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const idEnd = 2 + (bytes[1] ?? 0);
  const bodyStart = idEnd + NONCE_BYTES;
  const bodyEnd = bytes.length - TAG_BYTES;
  if (bytes[0] !== VERSION || bodyEnd < bodyStart) throw new SealBroken('Not a sealed value.');
  const key = keyOf(bytes.toString('utf8', 2, idEnd));
  if (key === undefined) throw new SealBroken('Sealed with a key that is not on the ring.');
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(idEnd, bodyStart), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(Buffer.from(place));
    cipher.setAuthTag(bytes.subarray(bodyEnd));
    const plain = cipher.update(bytes.subarray(bodyStart, bodyEnd));
    cipher.final();
    return plain.toString('utf8');
  } catch (error) {
    throw new SealBroken('The sealed value or its place was changed.', { cause: error });
  }
}

function head(keyId: string): Buffer {
  const id = Buffer.from(keyId);
  return Buffer.concat([Buffer.from([VERSION, id.length]), id]);
}
