import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../server/domain/fields/error-codes.ts';
import { FIELD_TYPES } from '../../../server/domain/fields/registry.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');

function words(locale: string, room: string): Record<string, string> {
  return JSON.parse(readFileSync(join(LOCALES, locale, `${room}.json`), 'utf8'));
}

const params = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

describe.each(['ja', 'ja-easy', 'en'])('words of input errors in %s', (locale) => {
  it('has one text for each code, and no other', () => {
    expect(Object.keys(words(locale, 'errors')).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('asks for no more than the Japanese text', () => {
    const japanese = words('ja', 'errors');
    for (const [code, text] of Object.entries(words(locale, 'errors'))) {
      const known = new Set(['label', ...params(japanese[code] ?? '')]);
      expect(params(text).filter((name) => !known.has(name!))).toEqual([]);
    }
  });

  it('has a label for every type, unless the definition must write it', () => {
    const vocabulary = words(locale, 'vocabulary');
    const own = new Set(['text', 'long_text', 'choice', 'choices', 'yes_no']);
    for (const { type } of FIELD_TYPES) {
      if (!own.has(type)) expect(vocabulary).toHaveProperty(type);
    }
  });
});

describe('easy Japanese', () => {
  it('has ruby over every kanji', () => {
    for (const room of ['errors', 'vocabulary']) {
      for (const [key, text] of Object.entries(words('ja-easy', room))) {
        const bare = text.replace(/\{\{\w+\}\}/g, '').replace(/\{[^{}|]+\|[^{}|]+\}/g, '');
        expect(`${key}: ${bare}`).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });
});
