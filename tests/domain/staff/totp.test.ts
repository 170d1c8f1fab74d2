import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import {
  inGroups,
  newTotpSecret,
  totpCounter,
  totpUri,
} from '../../../server/domain/staff/totp.ts';

// RFC 6238, appendix B: the key of its SHA-1 examples.
const RFC_SECRET = Secret.fromUTF8('12345678901234567890').base32;

describe('codes of authenticator apps', () => {
  it.each([
    ['1970-01-01T00:00:59Z', '287082', 1],
    ['2005-03-18T01:58:29Z', '081804', 37_037_036],
    ['2033-05-18T03:33:20Z', '279037', 66_666_666],
  ])('are those of RFC 6238 at %s', async (at, code, counter) => {
    expect(await totpCounter(RFC_SECRET, code, new Date(at))).toBe(counter);
  });

  it('are taken one step early or late, not two', async () => {
    const secret = await newTotpSecret();
    const now = new Date('2026-11-21T03:00:10Z');
    const at = (steps: number) =>
      TOTP.generate({
        secret: Secret.fromBase32(secret),
        timestamp: now.getTime() + steps * 30_000,
      });
    const taken = await Promise.all([-2, -1, 0, 1, 2].map((n) => totpCounter(secret, at(n), now)));
    const counter = Math.floor(now.getTime() / 30_000);
    expect(taken).toEqual([null, counter - 1, counter, counter + 1, null]);
  });

  it('may be typed with spaces and in full width; anything else is no code', async () => {
    const now = new Date('1970-01-01T00:00:59Z');
    expect(await totpCounter(RFC_SECRET, '２８７ ０８２', now)).toBe(1);
    for (const typed of ['', '28708', '2870822', 'abcdef', '287081']) {
      expect(await totpCounter(RFC_SECRET, typed, now)).toBeNull();
    }
  });

  it('come from 160 random bits that the app reads or a person types', async () => {
    const secret = await newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(inGroups(secret)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    const uri = new URL(await totpUri(secret, '見本市', 'kodomo-tanto'));
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('見本市 窓口');
    expect(decodeURIComponent(uri.pathname)).toContain('kodomo-tanto');
  });
});
