import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { askedBy, searchTermsOf } from '../../../server/domain/inbox/search-terms.ts';
import { searchPhone, searchText } from '../../../server/domain/inbox/search-text.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

describe('names and readings as they are searched', () => {
  it.each([
    ['やまだ はなこ', 'ヤマダハナコ'],
    ['ﾔﾏﾀﾞ　ﾊﾅｺ', 'ヤマダ ハナコ'],
    ['ジョン・スミス', 'じよん すみす'],
    ['サトー', 'サトウ'],
    ['オオノ', 'オーノ'],
    ['オオタ', 'オウタ'],
    ['ケーコ', 'ケイコ'],
    ['ヂュン', 'じゅん'],
    ['ヴァレリア', 'バレリア'],
    ['髙橋', '高橋'],
    ['山﨑', '山崎'],
    ['渡邊', '渡辺'],
    ['渡邉', '渡辺'],
    ['齋藤', '斎藤'],
    ['𠮷田', '吉田'],
    ['濵田', '浜田'],
    ['Nguyễn Văn Đức', 'NGUYEN VAN DUC'],
    ['ＭＩＬＬＥＲ', 'miller'],
    ['São', 'sao'],
    ["O'Brien", 'obrien'],
  ])('%s is %s', (one, other) => {
    expect(searchText(one)).toBe(searchText(other));
    expect(searchText(one)).not.toBe('');
  });

  it.each([
    ['ウオズミ', 'ウウズミ'],
    ['イエモト', 'イイモト'],
    ['ユキ', 'ユウキ'],
    ['オノ', 'オオノ'],
    ['高田', '高橋'],
  ])('%s is not %s', (one, other) => {
    expect(searchText(one)).not.toBe(searchText(other));
  });

  it('is in its form already after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(searchText(searchText(text))).toBe(searchText(text));
      }),
    );
    const kana = fc.array(
      fc.constantFrom(...'アイウエオカキクケコサソトノホモヨロガゴャュョッンー'),
    );
    fc.assert(
      fc.property(kana, (text) => {
        expect(searchText(searchText(text.join('')))).toBe(searchText(text.join('')));
      }),
    );
  });

  it('dials from abroad as from here', () => {
    expect(searchPhone('+81 90-1234-5678')).toBe('09012345678');
    expect(searchPhone('（０３）１２３４−５６７８')).toBe('0312345678');
  });
});

describe('what was typed', () => {
  it('is a receipt number, a telephone number or a name', () => {
    expect(askedBy('２６１１ 4821-9035')).toEqual({ by: 'number', number: '2611-4821-9035' });
    expect(askedBy('090-1234-5678')).toEqual({
      by: 'terms',
      terms: [{ kind: 'phone', text: '09012345678' }],
    });
    expect(askedBy('5678')).toEqual({ by: 'terms', terms: [{ kind: 'phone', text: '5678' }] });
    expect(askedBy('やま')).toMatchObject({
      terms: [{ kind: 'kana', text: 'ヤマ' }, { kind: 'name' }],
    });
    expect(askedBy('山田')).toEqual({ by: 'terms', terms: [{ kind: 'name', text: '山田' }] });
    expect(askedBy(' 　')).toEqual({ by: 'nothing' });
    expect(askedBy('12')).toEqual({ by: 'nothing' });
  });
});

describe('what a case is found by', () => {
  let town: Awaited<ReturnType<typeof loadSampleTown>>;
  beforeAll(async () => {
    town = await loadSampleTown();
  });
  const person = (family: string, given: string, family_kana: string, given_kana: string) => ({
    family,
    given,
    family_kana,
    given_kana,
  });

  it('finds everybody who is named, in rows too, by any beginning of the reading', () => {
    const procedure = procedureOf(town, 'child-allowance');
    const nameField = [...procedure.fields.values()].find(
      ({ type, repeat }) => type === 'name' && repeat !== undefined,
    );
    expect(nameField?.repeat).toBeDefined();
    const terms = searchTermsOf(procedure, {
      applicant_name: person('髙橋', '太郎', 'タカハシ', 'タロウ'),
      applicant_phone: '090-1234-5678',
      [nameField?.repeat ?? '']: [
        { [nameField?.id.split('.').at(-1) ?? '']: person('髙橋', '一', 'タカハシ', 'ハジメ') },
      ],
    });
    const finds = (typed: string) => {
      const asked = askedBy(typed);
      return (
        asked.by === 'terms' &&
        asked.terms.some(({ kind, text }) => terms.some((t) => t.kind === kind && t.text === text))
      );
    };
    const found = [
      '高橋',
      '高橋 太郎',
      '太郎',
      'たか',
      'タカハシタ',
      'たかはし　たろう',
      'たろ',
      'タロー',
      'はじめ',
      '髙橋一',
      '09012345678',
      '5678',
    ];
    expect(found.filter((typed) => !finds(typed))).toEqual([]);
    expect(['高', '橋', 'ハシ', 'タ', '花子', '1234', 'タカヒ'].filter(finds)).toEqual([]);
  });
});
