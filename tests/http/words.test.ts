import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWords } from '../../server/http/words.ts';
import { Html } from '../../server/lib/html.ts';

const TEXTS: Record<string, Record<string, string>> = {
  ja: { hello: '{{name}}さん、こんにちは', rows: '{{count}}件', title: '手続き' },
  'ja-easy': {
    hello: '{{name}}さん、こんにちは',
    rows: '{{count}}{件|けん}',
    title: '{手続|てつづ}き',
  },
  en: {
    hello: 'Hello {{name}}',
    rows_one: '{{count}} row',
    rows_other: '{{count}} rows',
    title: 'Child allowance (児童手当)',
  },
};

let folder: string;
const missing: string[] = [];
let words: ReturnType<typeof loadWords>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  for (const [locale, texts] of Object.entries(TEXTS)) {
    mkdirSync(join(folder, locale));
    writeFileSync(join(folder, locale, 'room.json'), JSON.stringify(texts));
  }
  words = loadWords(folder, ['ja', 'ja-easy', 'en'], (_, key) => missing.push(key));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the words of the site', () => {
  it('carry ruby on pages and none in titles', () => {
    expect(words('ja-easy').t('room:title').value).toContain('<rt>てつづ</rt>');
    expect(words('ja-easy').plain('room:title')).toBe('手続き');
  });

  it('escape what is put in, and leave our own markup', () => {
    const { t, plain } = words('ja');
    expect(t('room:hello', { name: '<b>' }).value).toBe('&lt;b&gt;さん、こんにちは');
    expect(t('room:hello', { name: new Html('<b>x</b>') }).value).toBe('<b>x</b>さん、こんにちは');
    expect(plain('room:hello', { name: '<b>' })).toBe('<b>さん、こんにちは');
  });

  it('never read ruby marks or slots out of what a person typed', () => {
    const { t } = words('ja-easy');
    expect(t('room:hello', { name: '{漢|かん}' }).value).toBe('{漢|かん}さん、こんにちは');
    expect(t('room:hello', { name: '{{name}}' }).value).toBe('{{name}}さん、こんにちは');
  });

  it('say each value anew', () => {
    const { t } = words('en');
    expect(t('room:hello', { name: 'A' }).value).toBe('Hello A');
    expect(t('room:hello', { name: 'B' }).value).toBe('Hello B');
    expect([1, 2, 1].map((count) => t('room:rows', { count }).value)).toEqual([
      '1 row',
      '2 rows',
      '1 row',
    ]);
  });

  it('mark Japanese inside another language', () => {
    expect(words('en').t('room:title').value).toContain('<span lang="ja">児童手当</span>');
  });

  it('report a key that no file has', () => {
    words('en').t('room:nothing');
    expect(missing).toEqual(['room:nothing']);
  });
});
