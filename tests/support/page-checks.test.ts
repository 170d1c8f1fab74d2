import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { closeBrowser, phone } from './browser.ts';
import { watchDocuments } from './html-source.ts';
import { keyboardProblems, pageProblems } from './page-checks.ts';

const STYLE = `body{font:1rem/1.7 'Noto Sans JP';margin:1rem;color:#000;background:#fff}
a.big,button{display:block;min-height:3rem;min-width:3rem;font:inherit}
:focus-visible{outline:4px solid #000}`;

interface Parts {
  readonly lang?: string;
  readonly title?: string;
  readonly main?: string;
  readonly style?: string;
}
let parts: Parts = {};
let server: Server;
let page: Page;

const html = ({ lang = 'ja', title = '窓口', main = '', style = '' }: Parts) =>
  `<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}${style}</style></head>
<body><main><h1>${lang === 'ja' ? 'まどぐち' : 'Counter'}</h1>
<p>Hello <a href="/in-a-sentence">link</a> in text.</p>${main}
<button type="button">OK</button></main></body></html>`;

beforeAll(async () => {
  server = createServer((_, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.setHeader('content-security-policy', "script-src 'none'");
    reply.end(html(parts));
  }).listen(0);
  page = await (await phone({ javaScript: false })).newPage();
  watchDocuments(page);
});
afterAll(async () => {
  await closeBrowser();
  server.close();
});

async function show(next: Parts) {
  parts = next;
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
}
async function problems(next: Parts, locale: Locale = 'ja', typed: string[] = []) {
  await show(next);
  return (await pageProblems(page, { locale, typed })).join('\n');
}

describe('page checks', () => {
  it('find nothing on a good page, scripts switched off and a strict policy on', async () => {
    expect(await problems({})).toBe('');
    await show({});
    expect(await keyboardProblems(page)).toEqual([]);
    await page.setContent('<noscript>no script</noscript>');
    expect(await page.textContent('body')).toBe('no script');
  });

  it.each<[string, Parts, Locale, RegExp]>([
    ['a picture without words', { main: '<img src="data:,">' }, 'ja', /axe image-alt/],
    [
      'a pale word with a reading',
      {
        style: 'ruby{color:#bbb}',
        main: '<p><ruby>窓口<rt>まどぐち</rt></ruby><ruby>予約<rt>よやく</rt></ruby></p>',
      },
      'ja',
      /axe color-contrast/,
    ],
    [
      'a word with its reading where none may stand',
      {
        main: '<ul><ruby>窓口<rp>(</rp><rt>まどぐち</rt><rp>)</rp></ruby></ul>',
      },
      'ja',
      /html \d+:\d+ element-permitted-content/,
    ],
    ['broken HTML', { main: '<p><div>x</div></p>' }, 'ja', /html \d+:\d+ /],
    ['an inline style', { main: '<p style="color:red">x</p>' }, 'ja', /no-inline-style/],
    ['a second h1', { main: '<h1>x</h1>' }, 'ja', /2 h1/],
    ['the wrong language', {}, 'en', /lang is ja/],
    ['an empty title', { title: ' ' }, 'ja', /title is empty/],
    ['a missing text', { main: '<p>apply_heading_missing</p>' }, 'ja', /a text is missing/],
    ['a missing value', { main: '<p>undefined円</p>' }, 'ja', /a value is missing/],
    ['printed ruby marks', { main: '<p>{漢字|かんじ}</p>' }, 'ja', /a value is missing/],
    [
      'Japanese left in English',
      { lang: 'en', main: '<p>次へ</p>' },
      'en',
      /Japanese that is not marked/,
    ],
    [
      'a text that was not translated',
      { lang: 'en', title: 'Counter', main: '<p><span lang="ja">次へ</span></p>' },
      'en',
      /not translated for en/,
    ],
    ['a bare kanji in easy Japanese', { main: '<p>窓口</p>' }, 'ja-easy', /without a reading/],
    [
      'a wide page',
      { main: '<div class="w">x</div>', style: '.w{width:500px}' },
      'ja',
      /390 px: the page is/,
    ],
    [
      'too wide with large text',
      { main: '<p class="w">x</p>', style: '.w{width:20rem}' },
      'ja',
      /at 200 % text/,
    ],
    ['text in pixels', { style: 'main,main p{font-size:16px}' }, 'ja', /text does not grow/],
    [
      'a small button',
      { main: '<a href="/x" class="s">x</a>', style: '.s{display:block;width:2rem}' },
      'ja',
      /small target/,
    ],
  ])('find %s', async (_, next, locale, expected) => {
    expect(await problems(next, locale)).toMatch(expected);
  });

  it('leave alone what the resident typed, marked Japanese, and kanji with a reading', async () => {
    const english = {
      lang: 'en',
      title: 'Counter',
      main: '<p>見本 太郎</p><p lang="ja">児童手当</p>',
    };
    expect(await problems(english, 'en', ['見本 太郎'])).toBe('');
    const ruby = '<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です</p>';
    expect(await problems({ main: ruby }, 'ja-easy')).toBe('');
  });

  it('find a focus that can not be seen, and one under something else', async () => {
    await show({ style: 'button:focus-visible{outline:none}' });
    expect((await keyboardProblems(page)).join()).toContain('can not be seen on button');
    await show({
      main: '<div class="c"></div>',
      style: '.c{position:fixed;inset:0;background:#fff}',
    });
    expect((await keyboardProblems(page)).join()).toContain('covered');
  });
});
