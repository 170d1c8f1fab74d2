import { createHash } from 'node:crypto';

const DIGITS = 30;

/** 「照合番号」 of a public key, read out on the telephone: six groups of five digits (100 bits). */
export function keyFingerprint(key: string): string {
  const hash = createHash('sha256').update(key).digest('hex');
  const number = BigInt(`0x${hash}`) % 10n ** BigInt(DIGITS);
  return (number.toString().padStart(DIGITS, '0').match(/.{5}/g) ?? []).join(' ');
}
