import { randomBytes, randomInt } from 'node:crypto';

// Crockford's base 32: no I, L, O or U, so that nothing looks like something else on paper.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code that a person types: 12 characters, 60 bits, shown as `7K3M-Q9TD-X2HF`. Short enough to
 * write down; guessing is stopped by limits on tries, and links carry 128 bits instead.
 */
export function newAccessCode(): string {
  const characters = Array.from(randomBytes(12), (byte) => ALPHABET[byte % 32]);
  return [0, 4, 8].map((at) => characters.slice(at, at + 4).join('')).join('-');
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

/** Secret of a link: 128 bits, URL-safe. */
export function newLinkSecret(): string {
  return randomBytes(16).toString('base64url');
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
