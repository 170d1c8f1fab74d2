import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedLines } from '../../../server/integrations/pdf/balanced-lines.ts';
import { breakLines } from '../../../server/integrations/pdf/break-lines.ts';

/** Every character one point wide. */
const widthOf = (text: string) => [...text].length;
const sheet = (width: number) => ({
  width,
  widthOf,
  lines: (text: string, most: number) => breakLines(text, most, widthOf),
});
const linesOf = (text: string, width: number) => balancedLines(sheet(width), text, { size: 1 });

describe('large text on two lines', () => {
  it.each([
    ['児童手当から払う学校給食費などを変えるとき、やめるとき', 20],
    ['要介護・要支援認定の申請（新規・更新・区分変更）', 20],
    ['スマートフォンで手続きができます。カメラで四角いコードを読み取ってください。', 32],
  ])('%s is broken where something ends', (text, width) => {
    expect(linesOf(text, width)).toEqual(
      {
        児: ['児童手当から払う学校給食費などを', '変えるとき、やめるとき'],
        要: ['要介護・要支援認定の申請', '（新規・更新・区分変更）'],
        ス: ['スマートフォンで手続きができます。', 'カメラで四角いコードを読み取ってください。'],
      }[text[0] as '児' | '要' | 'ス'],
    );
  });

  it('stays as it is where one line or three are needed, or nothing ends', () => {
    expect(linesOf('犬の登録の申請', 20)).toEqual(['犬の登録の申請']);
    expect(linesOf('転出届転入予約証明書', 6)).toEqual(['転出届転入予', '約証明書']);
  });

  it('loses nothing, and no line is too wide or begins with a mark', () => {
    const text = fc.string({ unit: fc.constantFrom(...'あを漢、。（）・a'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 6, max: 24 }), (written, width) => {
        const plain = breakLines(written, width, widthOf);
        const lines = linesOf(written, width);
        expect(lines).toHaveLength(plain.length);
        expect(lines.join('')).toBe(plain.join(''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
