import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { cellAsTyped, neutralisedCell } from '../../../server/domain/hand-over/cell-text.ts';
import { namedCharacter, toCp932Text } from '../../../server/domain/hand-over/cp932.ts';
import { csvBytes, csvHead } from '../../../server/domain/hand-over/csv.ts';

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'=+-@\'\t\r\n",;0123456789＝あ髙𠮷〜− ') }),
);
const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 });

function read(bytes: Buffer, encoding: 'utf8' | 'cp932'): string[][] {
  const text = iconv.decode(bytes, encoding, { stripBOM: true });
  return (parse(text, { record_delimiter: '\r\n' }) as string[][]).map((line) =>
    line.map(cellAsTyped),
  );
}

describe('a CSV file', () => {
  it('says in UTF-8 exactly what was put in', () => {
    fc.assert(
      fc.property(table, (lines) => {
        const { bytes, missing } = csvBytes(lines, 'utf8');
        expect(read(bytes, 'utf8')).toEqual(lines);
        expect(missing).toEqual([]);
      }),
    );
  });

  it('says in CP932 the same, or names every character that is not there', () => {
    fc.assert(
      fc.property(table, (lines) => {
        const { bytes, missing } = csvBytes(lines, 'cp932');
        const written = lines.map((line) => line.map((text) => toCp932Text(text).text));
        expect(read(bytes, 'cp932')).toEqual(written);
        const lost = lines.flat().flatMap((text) => toCp932Text(text).missing);
        expect([...missing].sort()).toEqual([...lost].sort());
        const getas = written.flat().join('').split('〓').length - 1;
        expect(getas - (lines.flat().join('').split('〓').length - 1)).toBe(lost.length);
      }),
    );
  });

  it('begins with a mark in UTF-8 only', () => {
    expect(csvHead(['氏名'], 'utf8').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csvHead(['氏名'], 'cp932')).toEqual(Buffer.from([0x8e, 0x81, 0x96, 0xbc, 0x0d, 0x0a]));
  });
});

describe('a cell', () => {
  it('is never a formula, and is found again as it was typed', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const safe = neutralisedCell(text);
        expect(/^[=@\t\r＝＋－＠]/.test(safe)).toBe(false);
        if (/^[+-]/.test(safe)) expect(safe).toMatch(/^[+-]\d[\d\s().-]*$/);
        expect(cellAsTyped(safe)).toBe(text);
      }),
    );
  });

  it.each([
    ['=HYPERLINK("http://evil")', `'=HYPERLINK("http://evil")`],
    ["+1+cmd|'/C calc'!A0", `'+1+cmd|'/C calc'!A0`],
    ['-2+3+cmd', "'-2+3+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1＋1', "'＝1＋1"],
    ['090-1234-5678', '090-1234-5678'],
    ['+819012345678', '+819012345678'],
    ['0012345678', '0012345678'],
    ['-5', '-5'],
    ['山田 花子', '山田 花子'],
  ])('%s stands as %s', (text, safe) => {
    expect(neutralisedCell(text)).toBe(safe);
  });
});

describe('CP932', () => {
  it('takes the signs that only look different', () => {
    expect(toCp932Text('〜−‖—¥')).toEqual({ text: '～－∥―￥', missing: [] });
  });

  it('names what it can’t write: rare characters, variants, other scripts', () => {
    expect(toCp932Text('𠮷田é葛\u{e0100}')).toEqual({
      text: '〓田〓〓',
      missing: ['𠮷', 'é', '葛\u{e0100}'],
    });
    expect(namedCharacter('𠮷')).toBe('「𠮷」（U+20BB7）');
    expect(toCp932Text('髙﨑①').missing).toEqual([]);
  });
});
