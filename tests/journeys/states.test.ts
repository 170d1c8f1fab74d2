import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../server/domain/errors.ts';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { type FaultySite, openFaultySite } from '../support/faulty-site.ts';
import { watchDocuments } from '../support/html-source.ts';
import { ALL_WIDTHS, keyboardProblems, pageProblems } from '../support/page-checks.ts';
import { startSampleTown } from '../support/prepared-town.ts';
import type { RunningServer } from '../support/server.ts';
import { copyTown, type TownCopy } from '../support/town-copy.ts';

const LOCALES: readonly Locale[] = ['ja', 'ja-easy', 'en'];
const BROKEN = 'id: broken-one\ntitle: こわれた手続き\npages:\n  - id: a\n    feilds: {}\n';

let town: TownCopy;
let server: RunningServer;
let brokenSite: FaultySite;
let lockedSite: FaultySite;
const pages = new Map<Locale, Page>();

beforeAll(async () => {
  town = copyTown();
  town.edit('broken-one/definition.yaml', () => BROKEN);
  town.edit('care-certification/definition.yaml', (text) =>
    text.replace(/^minutes:/m, 'window: { from: 2020-01-06, to: 2020-03-31 }\nminutes:'),
  );
  const fails = (error: Error) => () => Promise.reject(error);
  [server, brokenSite, lockedSite] = await Promise.all([
    startSampleTown({ PROCEDURES_DIR: town.folder }),
    openFaultySite((stores) => ({
      ...stores,
      indicatorCounts: {
        ...stores.indicatorCounts,
        sums: fails(new Error('secret detail of the fault')),
      },
    })),
    openFaultySite((stores) => ({
      ...stores,
      indicatorCounts: {
        ...stores.indicatorCounts,
        sums: fails(new DomainError('storage_unavailable')),
      },
    })),
  ]);
  for (const locale of LOCALES) {
    const page = await (await phone()).newPage();
    watchDocuments(page);
    pages.set(locale, page);
  }
});
afterAll(async () => {
  await closeBrowser();
  await Promise.all([brokenSite?.close(), lockedSite?.close()]);
  expect(await server?.stop()).toBe(0);
  town?.remove();
});

async function open(locale: Locale, url: string) {
  const page = pages.get(locale) as Page;
  const reply = await page.goto(url);
  return { page, status: reply?.status(), text: await page.innerText('body') };
}

async function lookClosely(page: Page, locale: Locale, typed: string[] = []): Promise<string[]> {
  const widths = locale === 'ja' ? ALL_WIDTHS : [];
  return [
    ...(await pageProblems(page, { locale, widths, typed })),
    ...(await keyboardProblems(page)),
  ];
}

describe.each(LOCALES)('pages without a form, in %s', (locale) => {
  it.each([
    ['/', 200],
    ['/procedures', 200],
    ['/procedures?q=%E3%81%94%E3%81%BF', 200],
    ['/procedures?q=no-such-thing-anywhere', 200],
    ['/procedures?life_event=moving', 200],
    ['/status', 200],
    ['/resume', 200],
    ['/pay', 200],
    ['/bookings', 200],
    ['/bookings/hall', 200],
    ['/indicators', 200],
    ['/help', 200],
    ['/privacy', 200],
    ['/accessibility', 200],
    ['/apply/care-certification', 200],
    ['/no-such-page', 404],
    ['/apply/no-such-procedure', 404],
    ['/apply/broken-one', 404],
  ])('%s answers %i and nothing is wrong with it', async (path, status) => {
    const shown = await open(locale, `${server.url}/${locale}${path}`);
    expect(shown.status).toBe(status);
    expect(await lookClosely(shown.page, locale, ['no-such-thing-anywhere', 'ごみ'])).toEqual([]);
  });

  it('a closed window is said on the start page, which then begins nothing', async () => {
    const { page } = await open(locale, `${server.url}/${locale}/apply/care-certification`);
    expect(await page.locator('.notice--warning').count()).toBeGreaterThan(0);
    expect(await page.locator('main button[value="new"]').count()).toBe(0);
  });

  it.each([
    ['a fault', () => brokenSite, 500],
    ['a database that does not answer', () => lockedSite, 503],
  ])('%s has a friendly page without its details', async (_, site, status) => {
    const shown = await open(locale, `${site().url}/${locale}/indicators`);
    expect(shown.status).toBe(status);
    expect(shown.text).not.toMatch(/secret detail|storage_unavailable|\.ts:\d+/);
    expect(shown.text).toContain('00-0000-0001');
    expect(await lookClosely(shown.page, locale)).toEqual([]);
  });
});

describe('a broken definition', () => {
  it('is named on /readyz and in the log, and the others serve', async () => {
    const ready = await fetch(`${server.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.text()).toContain('broken-one');
    expect(server.output()).toMatch(/broken-one\/definition\.yaml/);
    const { text } = await open('ja', `${server.url}/ja/procedures`);
    expect(text).toContain('粗大ごみ');
    expect(text).not.toContain('こわれた手続き');
  });
});

describe('addresses', () => {
  it.each([
    ['ja-JP,ja;q=0.9', '/ja/'],
    ['en-GB,en;q=0.8', '/en/'],
    ['xx', '/ja/'],
  ])('/ with Accept-Language %s leads to %s', async (language, to) => {
    const headers = { 'accept-language': language };
    const reply = await fetch(`${server.url}/`, { headers, redirect: 'manual' });
    expect(reply.status).toBeGreaterThanOrEqual(302);
    expect(reply.headers.get('location')).toBe(to);
  });

  it('an unknown language is the default one, a wrong method is 404 or 405, a huge form 413', async () => {
    const unknown = await fetch(`${server.url}/xx/procedures`);
    expect(unknown.url).toBe(`${server.url}/ja/procedures`);
    const wrong = await fetch(`${server.url}/ja/help`, { method: 'DELETE' });
    expect([404, 405]).toContain(wrong.status);
    const huge = await fetch(`${server.url}/ja/status`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: `number=${'1'.repeat(2_000_000)}`,
    });
    expect(huge.status).toBe(413);
    expect(await huge.text()).toContain('<h1>');
  });
});
