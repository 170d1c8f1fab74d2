import { createHmac } from 'node:crypto';
import type { KeyRing } from '../lib/key-ring.ts';
import { sameDigest } from '../lib/secret-hash.ts';

const PURPOSE = 'bill code';

function macOf(ring: KeyRing, keyId: string, number: string, code: string): string | undefined {
  const key = ring.derive(PURPOSE, keyId);
  return key && createHmac('sha256', key).update(`${number}\n${code}`).digest('hex');
}

/**
 * HMAC of a 確認番号 with its 納付番号, under the newest key: `<key id>:<mac>`. Six digits could be
 * found by trying all of them, if a plain hash of them got into wrong hands.
 */
export function billCodeHash(ring: KeyRing, number: string, code: string): string {
  return `${ring.newest}:${macOf(ring, ring.newest, number, code) ?? ''}`;
}

/** Is it the code that was kept so? Never, when its key is not on the ring any more. */
export function isBillCode(ring: KeyRing, kept: string, number: string, code: string): boolean {
  const at = kept.lastIndexOf(':');
  const mac = macOf(ring, kept.slice(0, at), number, code);
  return mac !== undefined && sameDigest(mac, kept.slice(at + 1));
}
