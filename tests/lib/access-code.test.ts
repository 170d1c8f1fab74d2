import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applicationOfLink,
  newAccessCode,
  newApplicationLink,
  newReceiptNumber,
  normaliseAccessCode,
  normaliseReceiptNumber,
} from '../../server/lib/access-code.ts';
import { tokenSigner } from '../../server/lib/signed-token.ts';

describe('codes for people', () => {
  it('are twelve characters that nobody confuses, and differ', () => {
    const codes = Array.from({ length: 500 }, newAccessCode);
    for (const code of codes)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(new Set(codes).size).toBe(500);
  });

  it('are understood however they are typed', () => {
    const code = newAccessCode();
    const sloppy = ` ${code.toLowerCase().replaceAll('-', ' ')} `;
    expect(normaliseAccessCode(sloppy)).toBe(code);
    expect(normaliseAccessCode('ＡＢＣ１－ＯＩＬ０-wxyz')).toBe('ABC1-0110-WXYZ');
    expect(normaliseAccessCode('  ')).toBe('');
  });

  it('receipt numbers carry the month in Tokyo and survive sloppy typing', () => {
    const number = newReceiptNumber('2026-11-21');
    expect(number).toMatch(/^2611-\d{4}-\d{4}$/);
    expect(normaliseReceiptNumber(number.replaceAll('-', '　'))).toBe(number);
  });

  it('links say which application, and carry 128 bits that differ', () => {
    const id = randomUUID();
    const links = Array.from({ length: 500 }, () => newApplicationLink(id));
    expect(new Set(links.map((link) => link.slice(-21))).size).toBe(500);
    for (const link of links) {
      expect(Buffer.from(link, 'base64url')).toHaveLength(32);
      expect(applicationOfLink(link)).toBe(id);
    }
    for (const other of ['', 'x', `${links[0]}x`, id]) {
      expect(applicationOfLink(other)).toBeUndefined();
    }
  });
});

describe('signed tokens', () => {
  const key = (fill: number) => ({ key: Buffer.alloc(32, fill) });
  const signer = tokenSigner([key(1)], 'draft');

  it('open what was signed, and only that', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(signer.open(signer.sign(value))).toBe(value);
      }),
    );
    const token = signer.sign('draft-1');
    expect(signer.open(token.replace('draft-1', 'draft-2'))).toBeUndefined();
    expect(signer.open(`${token}x`)).toBeUndefined();
    expect(signer.open('draft-1')).toBeUndefined();
    expect(signer.open('')).toBeUndefined();
    expect(signer.open(undefined)).toBeUndefined();
  });

  it('are worth nothing for another purpose or another installation', () => {
    const token = signer.sign('draft-1');
    expect(tokenSigner([key(1)], 'resume').open(token)).toBeUndefined();
    expect(tokenSigner([key(2)], 'draft').open(token)).toBeUndefined();
  });

  it('outlive a rotation of keys', () => {
    expect(tokenSigner([key(2), key(1)], 'draft').open(signer.sign('a'))).toBe('a');
  });
});
