import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/domain/procedures/procedure.ts';
import { isOfLanguage, lackingStrings } from '../../../server/routes/admin/language-findings.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const finding = (locale: string, change: Partial<Finding>): Finding => ({
  ...{ level: 'error', code: 'missing_text', file: `procedures/x/${locale}.yaml`, line: 1 },
  ...{ path: ['pages', 'owner', 'title'], mend: '' },
  message: '「pages.owner.title」（飼い主）の訳がありません。',
  ...change,
});

describe('what languages lack', () => {
  it('is told once for each string, with its languages', () => {
    const other = { path: ['title'], message: '「title」（犬の登録）の訳がありません。' };
    const found = [
      ...['en', 'vi', 'ko'].map((locale) => finding(locale, {})),
      finding('vi', other),
      finding('ja-easy', {
        code: 'missing_ruby',
        message: '「犬」の「犬」にふりがながありません。',
      }),
    ];
    expect(found.every(isOfLanguage)).toBe(true);
    expect(lackingStrings(found)).toEqual([
      {
        text: '「飼い主」の訳がありません。',
        key: 'pages.owner.title',
        languages: ['en', 'vi', 'ko'],
      },
      { text: '「犬の登録」の訳がありません。', key: 'title', languages: ['vi'] },
      {
        text: '「犬」の「犬」にふりがながありません。',
        key: 'pages.owner.title',
        languages: ['ja-easy'],
      },
    ]);
  });

  it('is one line for whole files that are missing', () => {
    const absent = ['en', 'vi'].map((locale) =>
      finding(locale, { path: [], message: `${locale}.yaml がありません。` }),
    );
    expect(lackingStrings(absent)).toEqual([
      { text: '訳が、まだ1つもありません。', key: '', languages: ['en', 'vi'] },
    ]);
    expect(isOfLanguage(finding('definition', {}))).toBe(false);
  });
});

describe('the outline of a version', () => {
  let site: OfficeApp;
  beforeAll(async () => {
    site = await officeApp();
  });
  afterAll(() => site.close());

  it('leads from one line to the string in each language', async () => {
    const { browser } = await site.member({ role: 'procedure_admin' });
    const { hidden } = await browser.open('/admin/procedures/new');
    const begun = await browser.post('/admin/procedures/new', {
      ...{ _csrf: hidden['_csrf'], start: 'blank', title: '見本の届出', id: 'sample-report' },
      section: 'environment',
    });
    const path = String(begun.headers.location);
    const body = unescaped((await browser.get(path)).body);
    const lines = [
      ...body.matchAll(/<li[^>]*>\s*([^<]*訳が[^<]*)<span>[^<]*<\/span>(.*?)<\/li>/gs),
    ];
    expect(lines.map(([, text]) => text?.trim())).toEqual(['訳が、まだ1つもありません。']);
    const hrefs = [...(lines[0]?.[2] ?? '').matchAll(/href="([^"]+)">([^<]+)</g)];
    expect(hrefs.map(([, , name]) => name)).toEqual(expect.arrayContaining(['英語', 'ベトナム語']));
    for (const [, href = ''] of hrefs) expect((await browser.get(href)).statusCode).toBe(200);
  });
});
