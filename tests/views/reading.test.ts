import { expect, it } from 'vitest';
import { createReading } from '../../views/assets/js/reading.js';

/** What an input method shows one after the other, and what is chosen at last. */
function composed(...words: readonly (readonly string[])[]): string {
  const reading = createReading();
  for (const steps of words) {
    for (const step of steps.slice(0, -1)) reading.shows(step);
    reading.ends(steps.at(-1) ?? '');
  }
  return reading.text;
}

it.each([
  ['kana that becomes kanji', [['お', 'おお', 'おおe', 'おおえ', '大江', '大江']], 'オオエ'],
  ['kana that stays kana', [['は', 'はn', 'はな', 'はな']], 'ハナ'],
  [
    'a name in two words',
    [
      ['さい', '齋', '齋'],
      ['とう', '藤', '藤'],
    ],
    'サイトウ',
  ],
  ['full-width letters on the way', [['たｋ', 'たか', '髙', '髙']], 'タカ'],
  ['several proposals', [['ゆうこ', '優子', '裕子', '祐子', '祐子']], 'ユウコ'],
  ['katakana from the start', [['アン', 'アン']], 'アン'],
  ['a composition that was given up', [['おお', '']], ''],
  ['letters that are no kana at all', [['abc', 'abc']], ''],
])('%s', (_, words, reading) => {
  expect(composed(...words)).toBe(reading);
});

it('begins anew when the name was emptied', () => {
  const reading = createReading();
  reading.shows('おおえ');
  reading.ends('大江');
  reading.clear();
  reading.shows('すずき');
  reading.ends('鈴木');
  expect(reading.text).toBe('スズキ');
});
