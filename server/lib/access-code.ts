import { randomInt } from 'node:crypto';
import { freshBytes } from './fresh-bytes.ts';

// Crockford's base 32: no I, L, O or U, so that nothing looks like something else on paper.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code that a person types: 12 characters, 60 bits, shown as `7K3M-Q9TD-X2HF`. Short enough to
 * write down; guessing is stopped by limits on tries, and links carry 128 bits instead.
 */
export function newAccessCode(): string {
  return accessCodeOf(freshBytes(12));
}

/** @param random 12 bytes */
export function accessCodeOf(random: Buffer): string {
  let code = '';
  for (const byte of random) {
    if (code.length % 5 === 4) code += '-';
    code += ALPHABET[byte % 32];
  }
  return code;
}

/** What was typed, in the form in which codes are made; letters that look alike are forgiven. */
export function normaliseAccessCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');
  return plain.match(/.{1,4}/g)?.join('-') ?? '';
}

/**
 * Secret of the link to an application: its id (a UUID) and 128 random bits, URL-safe. The id is in
 * it so that storage finds the row without an index of secrets.
 */
export function newApplicationLink(id: string): string {
  return applicationLinkOf(id, freshBytes(16));
}

/** @param random 16 bytes */
export function applicationLinkOf(id: string, random: Buffer): string {
  const place = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([place, random]).toString('base64url');
}

/** Which application such a link is about; undefined when it is none. Proves nothing by itself. */
export function applicationOfLink(link: string): string | undefined {
  if (!/^[\w-]{43}$/.test(link)) return undefined;
  const hex = Buffer.from(link, 'base64url').toString('hex');
  return [0, 8, 12, 16, 20].map((from, at) => hex.slice(from, [8, 12, 16, 20, 32][at])).join('-');
}

/** A label for people: year and month in Tokyo, then eight random digits: `2611-4821-9035`. */
export function newReceiptNumber(today: string): string {
  const digits = String(randomInt(100_000_000)).padStart(8, '0');
  return `${today.slice(2, 4)}${today.slice(5, 7)}-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Receipt number as typed: full-width digits, spaces and missing hyphens are forgiven. */
export function normaliseReceiptNumber(typed: string): string {
  return (
    typed
      .normalize('NFKC')
      .replace(/\D/g, '')
      .match(/.{1,4}/g)
      ?.join('-') ?? ''
  );
}
