import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmac, hmacHex } from '../../server/lib/hmac.ts';

describe('HMAC-SHA-256 of two hashes', () => {
  it('is the same as the platform has, for every key of up to 64 bytes and every text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1, maxLength: 3 }),
        (bytes, texts) => {
          const key = createSecretKey(bytes);
          for (const text of texts) {
            const platform = createHmac('sha256', key).update(text).digest();
            expect(hmac(key, text).equals(platform)).toBe(true);
            expect(hmacHex(key, text)).toBe(platform.toString('hex'));
          }
        },
      ),
    );
  });

  it('is the same for texts longer than there is room for, and for short ones after them', () => {
    const key = createSecretKey(randomBytes(32));
    for (const length of [4095, 4096, 4097, 20_000, 3]) {
      const text = 'あ'.repeat(length);
      const platform = createHmac('sha256', key).update(text).digest('hex');
      expect(hmacHex(key, text)).toBe(platform);
      const ascii = 'a'.repeat(length);
      expect(hmacHex(key, ascii)).toBe(createHmac('sha256', key).update(ascii).digest('hex'));
    }
  });

  it('gives out bytes that the next one does not change', () => {
    const key = createSecretKey(randomBytes(32));
    const first = hmac(key, 'one');
    const kept = Buffer.from(first);
    hmac(key, 'two');
    expect(first).toEqual(kept);
  });

  it('knows the sample of RFC 4231, test case 2', () => {
    const key = createSecretKey(Buffer.from('Jefe'));
    expect(hmacHex(key, 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('refuses a key that would have to be hashed first', () => {
    const key = createSecretKey(randomBytes(65));
    expect(() => hmac(key, '')).toThrow(RangeError);
  });
});
