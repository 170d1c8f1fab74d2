import { describe, expect, it } from 'vitest';
import { searchProcedures } from '../../../server/routes/procedures/search-procedures.ts';
import { listed } from '../home/reading-app.ts';

const allowance = listed('child-allowance', {
  ja: {
    title: '児童手当の申請',
    summary: '子どもが生まれたときの申請です。',
    keywords: '児童手当 じどうてあて 赤ちゃん',
  },
  'ja-easy': { title: '{児童手当|じどうてあて}の {申込|もうしこ}み' },
  en: { title: 'Child allowance', keywords: 'baby birth' },
});
const waste = listed('bulky-waste', {
  ja: {
    title: '粗大ごみの収集',
    summary: '大きなごみを集めます。児童手当とは別です。',
    keywords: '粗大ゴミ そだいごみ ソファ',
  },
  en: { title: 'Large items', keywords: 'sofa' },
});
const ids = (query: string, locale: 'ja' | 'ja-easy' | 'en' = 'ja') =>
  searchProcedures([waste, allowance], query, locale).map((procedure) => procedure.id);

describe('searchProcedures', () => {
  it.each(['じどうてあて', 'ジドウテアテ', 'ｼﾞﾄﾞｳﾃｱﾃ', '赤ちゃん', '児童 手当 赤ちゃん'])(
    'finds the allowance by %s',
    (query) => {
      expect(ids(query)[0]).toBe('child-allowance');
    },
  );

  it('puts a title before a word in passing', () => {
    expect(ids('児童手当')).toEqual(['child-allowance', 'bulky-waste']);
  });

  it('finds the word inside a whole question', () => {
    expect(ids('ソファを捨てたいです')).toEqual(['bulky-waste']);
  });

  it('wants every word', () => {
    expect(ids('粗大 赤ちゃん')).toEqual([]);
  });

  it('reads ruby, other languages and Japanese words typed by readers of them', () => {
    expect(ids('もうしこみ', 'ja-easy')).toEqual(['child-allowance']);
    expect(ids('BABY', 'en')).toEqual(['child-allowance']);
    expect(ids('粗大', 'en')).toEqual(['bulky-waste']);
  });

  it('leaves all when nothing, or only signs, is asked', () => {
    expect(ids('')).toHaveLength(2);
    expect(ids('　・')).toHaveLength(2);
  });

  it('finds nothing for an unknown word', () => {
    expect(ids('xyz')).toEqual([]);
  });
});
