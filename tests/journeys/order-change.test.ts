import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { watchDocuments } from '../support/html-source.ts';
import { type ListeningSite, listeningSite } from '../support/listening-site.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { pageProblems } from '../support/page-checks.ts';
import { pay } from '../support/payment-steps.ts';
import { openPrepared } from '../support/prepared-form.ts';
import { procedureOf } from '../support/sample-town.ts';
import { go, typedWords, type Walk, walkToCheck } from '../support/walk.ts';

let site: ListeningSite;
beforeAll(async () => {
  site = await listeningSite();
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

async function look(walk: Walk): Promise<void> {
  const { page, locale } = walk;
  const problems = await pageProblems(page, { locale, widths: [390], typed: typedWords(walk) });
  expect(problems, page.url()).toEqual([]);
}

/** So many chairs instead of those that were ordered; ends on the page with the amounts. */
async function chairs(walk: Walk, status: string, count: number): Promise<void> {
  const { page } = walk;
  await page.goto(status);
  await go(page, page.locator('main form[action$="/change"] button'));
  await go(page, page.locator('main a[href*="/change/items"]').first());
  await page.fill('input[name="items.quantity.chair"]', String(count));
  await go(page, page.locator('#form button[value="next"]'));
  await look(walk);
}

const send = (page: Page) => go(page, page.locator('#form button[value="submit"]'));

describe('an order that was paid', () => {
  const locale: Locale = 'ja-easy';
  it('gets bigger once the difference is paid, then smaller with money back', async () => {
    const procedure = procedureOf(site.services.library, 'bulky-waste');
    const answers = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
    const page = await (await phone({ javaScript: false })).newPage();
    watchDocuments(page);
    const walk: Walk = { page, url: site.url, locale, procedure, answers };
    await openPrepared({ ...walk, until: 'check' });
    await walkToCheck({ ...walk, until: 'check', atOnce: true });
    await send(page);
    await pay(page, 'card');
    const link = await page.locator('a[href*="/status/"]').first().getAttribute('href');
    const status = `${site.url}${link}`;
    const id = String(link).split('/').at(-1) ?? '';
    const kept = () => site.services.stores.charges.keptYen(id);
    const before = await kept();

    await chairs(walk, status, 5);
    await send(page);
    await look(walk);
    // Not paid yet: the order stands as it was.
    await page.goto(status);
    await look(walk);
    await go(page, page.locator('main section.notice a.button'));
    await pay(page, 'card');
    expect(new URL(page.url()).pathname).toBe(new URL(status).pathname);
    expect(await kept()).toBe(before + 200);

    await chairs(walk, status, 2);
    await send(page);
    await look(walk);
    expect(await kept()).toBe(before - 400);
    expect(await page.innerText('main')).toMatch(/600/);
    await page.close();
  }, 60_000);
});
