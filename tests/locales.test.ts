import { describe, expect, it } from 'vitest';
import {
  differentSlots,
  easyTextsOfProcedures,
  hardToRead,
  missingKeys,
  readLocale,
  switchedOn,
  usedKeys,
} from './support/locale-files.ts';

const japanese = readLocale('ja');
const others = switchedOn().filter((locale) => locale !== 'ja');
/** Each language's own name stands as it is in every language. */
const OWN_NAME = 'common:language_name';
const singular = (key: string) => key.replace(/_(one|other)$/, '');

describe.each(others)('the texts in %s', (locale) => {
  const texts = readLocale(locale);

  it('are the same ones as in Japanese', () => {
    expect(missingKeys(japanese, texts)).toEqual([]);
    expect(missingKeys(texts, japanese)).toEqual([]);
  });

  it('take the same parameters', () => {
    expect(differentSlots(texts, japanese)).toEqual([]);
    expect(differentSlots(japanese, texts)).toEqual([]);
  });
});

describe('easy Japanese', () => {
  it('gives every kanji a reading and parts its phrases', () => {
    const site = [...readLocale('ja-easy')]
      .filter(([path]) => path !== OWN_NAME)
      .map(([path, text]) => ({ path, text }));
    const problems = [...site, ...easyTextsOfProcedures()].flatMap(({ path, text }) => {
      const why = hardToRead(text);
      return why === undefined ? [] : [`${path}: ${why}`];
    });
    expect(problems).toEqual([]);
  });

  it.each([
    ['{漢字|かんじ}と字', /kanji without/],
    ['{かな|かな} です', /reading that is none/],
    ['ここにあなたのなまえとじゅうしょとでんわばんごうをかいてください', /no space/],
  ])('this check notices 「%s」', (text, why) => expect(hardToRead(text)).toMatch(why));
});

describe('English', () => {
  it('has Japanese only in brackets beside its translation, and as an example of what to type', () => {
    const left = [...readLocale('en')].filter(([, text]) =>
      /[\u3040-\u30ff\u3400-\u9fff]/.test(
        text.replace(/[（(「][^）)」]*[）)」]/g, '').replace(/Example:.*/, ''),
      ),
    );
    expect(left).toEqual([]);
  });
});

describe('keys', () => {
  const rooms = new Set([...japanese.keys()].map((key) => key.split(':')[0] ?? ''));
  const used = usedKeys(rooms);
  const known = new Set([...japanese.keys()].map(singular));

  it('that pages and routes name exist', () => {
    expect([...used.exact].filter((key) => !known.has(singular(key)))).toEqual([]);
    expect(used.exact.size).toBeGreaterThan(50);
  });

  it('that exist are used', () => {
    const isUsed = (key: string) =>
      used.exact.has(key) || used.patterns.some((pattern) => pattern.test(key));
    expect([...known].filter((key) => !isUsed(key))).toEqual([]);
    expect(isUsed('common:no_such_key')).toBe(false);
  });
});
