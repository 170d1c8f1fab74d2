import {
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';

/**
 * Values that a browser carries for us and cannot change or invent: `value.signature`.
 * The signature is HMAC-SHA-256 (256 bits) under a key derived for one purpose, so a token made for
 * one use is worth nothing for another.
 */
export interface TokenSigner {
  sign(value: string): string;
  /** The value, or undefined when the token was not made by this installation for this purpose. */
  open(token: string | undefined): string | undefined;
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** @param keys key ring, newest first: the newest signs, all of them open. */
export function tokenSigner(
  keys: readonly { readonly key: Buffer }[],
  purpose: string,
): TokenSigner {
  const derived = keys.map((k) =>
    createSecretKey(
      Buffer.from(hkdfSync('sha256', k.key, Buffer.alloc(0), `signed-token:${purpose}`, 32)),
    ),
  );
  // The same draft is signed again on each of its pages.
  const signed = new LRUCache<string, string>({ max: 1000 });
  const mac = (key: KeyObject, value: string) =>
    createHmac('sha256', key).update(value).digest('base64url');
  return {
    sign(value) {
      let token = signed.get(value);
      if (token === undefined) {
        token = `${value}.${mac(derived[0] as KeyObject, value)}`;
        signed.set(value, token);
      }
      return token;
    },
    open(token) {
      const dot = token?.lastIndexOf('.') ?? -1;
      if (token === undefined || dot < 1) return undefined;
      const value = token.slice(0, dot);
      const known = signed.get(value);
      if (known !== undefined && isSame(Buffer.from(known), Buffer.from(token))) return value;
      const given = Buffer.from(token.slice(dot + 1));
      const fits = derived.some((key) => {
        const expected = Buffer.from(mac(key, value));
        return isSame(expected, given);
      });
      return fits ? value : undefined;
    },
  };
}
