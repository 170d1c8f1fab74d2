/*
 * Public keys of age (https://age-encryption.org/v1): Bech32 (BIP 173) of the 32 bytes of an X25519
 * key behind "age". Read here by itself, because the library costs a start more than it tells.
 */

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const PREFIX = 'age';
const CHECKSUM = 6;
/** 32 bytes in groups of five bits. */
const GROUPS = 52;

function checksum(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((part, bit) => {
      if ((top >>> bit) & 1) sum ^= part;
    });
  }
  return sum;
}

/** Is it a whole X25519 public key of age, without a slip of the pen? */
export function isAgeRecipient(text: string): boolean {
  if (!text.startsWith(`${PREFIX}1`)) return false;
  const values = [...text.slice(PREFIX.length + 1)].map((letter) => LETTERS.indexOf(letter));
  if (values.length !== GROUPS + CHECKSUM || values.includes(-1)) return false;
  const letters = [...PREFIX].map((letter) => letter.charCodeAt(0));
  const head = [...letters.map((code) => code >>> 5), 0, ...letters.map((code) => code & 31)];
  // The last group holds one bit of the key and four of padding, which are zero.
  return checksum([...head, ...values]) === 1 && ((values[GROUPS - 1] ?? 0) & 15) === 0;
}
