import { describe, expect, it } from 'vitest';
import { formatted } from '../../../server/domain/hand-over/column-format.ts';
import type { ColumnFormat } from '../../../server/domain/procedures/case-rules.ts';

describe('the format of a column', () => {
  it.each<[ColumnFormat, string, string]>([
    ['half_width_kana', 'ヤマダ ガク', 'ﾔﾏﾀﾞ ｶﾞｸ'],
    ['half_width_kana', 'パーティ・ヴヮヰ', 'ﾊﾟｰﾃｨ･ｳﾞﾜｲ'],
    ['half_width_kana', 'やまだ　はなこ', 'ﾔﾏﾀﾞ ﾊﾅｺ'],
    ['full_width', 'ｶﾞｸ 1-2', 'ガク　１－２'],
    ['digits', '090-1234-5678', '09012345678'],
    ['digits', '０１２', '012'],
    ['iso', '2026-11-21T14:05:00+09:00', '2026-11-21'],
    ['yyyymmdd', '2026-11-21', '20261121'],
    ['era', '2026-11-21', '令和8年11月21日'],
    ['era', '2019-05-01', '令和元年5月1日'],
    ['era_code', '2026-11-21', '5081121'],
    ['era_code', '1989-01-07', '3640107'],
    ['yyyymmdd', '', ''],
    ['era', 'いつか', 'いつか'],
  ])('%s: %s → %s', (format, text, expected) => {
    expect(formatted(text, format)).toBe(expected);
  });
});
