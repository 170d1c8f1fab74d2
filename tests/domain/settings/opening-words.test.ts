import { expect, it } from 'vitest';
import { daysText } from '../../../server/domain/settings/opening-words.ts';

it.each([
  ['火', '毎週火曜'],
  ['月 木', '毎週月曜、毎週木曜'],
  ['水1 水3 水5', '第1・第3・第5水曜'],
  ['金2 金4 20261228', '第2・第4金曜、2026年12月28日'],
  ['ほか', 'ほか'],
])('the days %s are read as %s', (cell, text) => {
  expect(daysText(cell)).toBe(text);
});
