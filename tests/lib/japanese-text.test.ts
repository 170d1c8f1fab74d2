import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countCharacters,
  isKatakana,
  sameReading,
  tidyLine,
  toCode,
  toFullKana,
  toHalfWidth,
  toKatakana,
} from '../../server/lib/japanese-text.ts';

describe('width and kana', () => {
  it('come to one form', () => {
    expect(toHalfWidth('ＡＢＣ　１２３－＠')).toBe('ABC 123-@');
    expect(toCode('１２３ー４５６ ７')).toBe('123-4567');
    expect(toFullKana('ｶﾞｷﾞﾊﾟｳﾞｱﾝ')).toBe('ガギパヴアン');
    expect(toKatakana('みほん　はなこ')).toBe('ミホン ハナコ');
    expect(toKatakana('じｮー')).toBe('ジョー');
    expect(isKatakana('ミホン・ハナコー')).toBe(true);
    expect(isKatakana('みほん')).toBe(false);
  });

  it('stay when they are already right', () => {
    const kana = fc
      .array(fc.constantFrom(...'アイウガパヴーンッャ・ '))
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(kana, (text) => {
        expect(toKatakana(toKatakana(text))).toBe(toKatakana(text));
      }),
    );
  });

  it('never change a kanji', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code));
    const rare = fc.constantFrom('\ufa19', '\ufa11', '𠮷', '葛\u{e0100}', '髙', '神');
    fc.assert(
      fc.property(fc.oneof(han, rare), (text) => {
        expect(tidyLine(text)).toBe(text);
      }),
    );
  });

  it('count what people see as one', () => {
    expect(countCharacters('𠮷野家')).toBe(3);
  });

  it('compare readings as banks write them', () => {
    expect(sameReading('ハットリ キョウコ', 'ﾊﾂﾄﾘｷﾖｳｺ')).toBe(true);
    expect(sameReading('ヂ', 'ジ')).toBe(true);
    expect(sameReading('ハナコ', 'ハナエ')).toBe(false);
  });
});
