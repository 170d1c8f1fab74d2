import { hash, timingSafeEqual } from 'node:crypto';
import { normaliseAccessCode } from './access-code.ts';
import { hmacHex } from './hmac.ts';
import type { KeyRing } from './key-ring.ts';

/** SHA-256 (hex) of a random secret of 128 bits or more: long enough that nobody can try them all. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** Constant in time for digests of the same length. */
export function sameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export interface KeyedHash {
  readonly keyId: string;
  readonly mac: string;
}

/**
 * HMAC of an access code (12 characters of Crockford's base32, 60 bits). A plain hash of so short a
 * secret could be searched by whoever holds a copy of the database; without the key ring this can't.
 * The receipt number is mixed in, so equal codes don't show.
 * @param code as it was made
 */
export function accessCodeHash(ring: KeyRing, number: string, code: string): KeyedHash {
  return { keyId: ring.newest, mac: macOf(ring, ring.newest, number, code) ?? '' };
}

/**
 * The same of a code as it was typed, under the key that it was stored with; undefined when that key
 * is not on the ring.
 */
export function accessCodeMac(
  ring: KeyRing,
  keyId: string,
  number: string,
  code: string,
): string | undefined {
  return macOf(ring, keyId, number, normaliseAccessCode(code));
}

function macOf(ring: KeyRing, keyId: string, number: string, code: string): string | undefined {
  const key = ring.derive('access code', keyId);
  return key && hmacHex(key, `${number}\n${code}`);
}
