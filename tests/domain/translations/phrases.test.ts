import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { phraseProblems } from '../../../server/domain/translations/phrase-problems.ts';
import { phrasesIn, phraseUses } from '../../../server/domain/translations/phrase-uses.ts';

it('finds what a definition says through the phrasebook, and in how many it is said', async () => {
  const found = phrasesIn('title: $page_owner\nfields: { a: { options_from: lists.sizes } } # $5');
  expect([...found]).toEqual(['page_owner', 'lists.sizes.']);
  const uses = await phraseUses(resolve(import.meta.dirname, '../../../procedures'));
  expect(uses('page_applying_person')).toBeGreaterThan(0);
  expect(uses('lists.care_burdens.one')).toBe(uses('lists.care_burdens.two'));
  expect(uses('nobody_says_this')).toBe(0);
});

it.each([
  ['ja', '', 'empty'],
  ['en', '', 'empty'],
  ['en', '$other', 'unknown_phrase'],
  ['en', 'No more', 'lost_placeholder'],
  ['ja', 'あと日です', 'lost_placeholder'],
  ['ja-easy', 'あと {days}日です', 'missing_ruby'],
  ['en', '{days} days', undefined],
])('a phrase in %s can’t be 「%s」: %s', (locale, text, code) => {
  expect(phraseProblems(locale, 'あと{days}日です', text)[0]?.code).toBe(code);
});
