import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../../server/domain/procedures/locale.ts';
import { closeBrowser, phone } from '../../support/browser.ts';
import { watchDocuments } from '../../support/html-source.ts';
import { pageProblems } from '../../support/page-checks.ts';
import { paymentApp } from '../../support/payment-app.ts';
import { T0 } from '../../support/payment-scene.ts';

const WIDTHS = [320, 768, 1280];

let site: Awaited<ReturnType<typeof paymentApp>>;
let origin: string;
let page: Page;

beforeAll(async () => {
  site = await paymentApp();
  origin = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const context = await phone({ javaScript: false });
  await context.addCookies([{ name: 'madoguchi', value: site.secret, url: origin }]);
  page = await context.newPage();
  watchDocuments(page);
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

/** A new charge on its pay page, without scripts, on a phone. */
async function openPay(locale: Locale) {
  site.clock.set(T0);
  const submitted = await site.submit({ sessionHash: site.sessionHash });
  const url = `${origin}/${locale}/pay/${submitted.chargeId}`;
  await page.goto(url);
  // The charge's own words: here there is no definition to translate them.
  const typed = ['使用料'];
  const check = async () =>
    expect(await pageProblems(page, { locale, typed, widths: WIDTHS })).toEqual([]);
  const press = async (value: string) => {
    await page.locator(`button[value="${value}"]`).click();
  };
  return { url, check, press };
}

describe.each(['ja', 'ja-easy', 'en'] as const)('payment pages in %s', (locale) => {
  it('the door', async () => {
    const { check } = await openPay(locale);
    await page.goto(`${origin}/${locale}/pay`);
    await check();
  });

  it('the choice, a refused card, and the choice again', async () => {
    const { check, press } = await openPay(locale);
    await check();
    await press('card');
    await check();
    await press('refuse_card');
    expect(await page.locator('[role="alert"]').count()).toBe(1);
    await check();
  });

  it('a slip, waiting for it, and its payment', async () => {
    const { url, check, press } = await openPay(locale);
    await press('konbini');
    await check();
    await press('issue_slip');
    await check();
    const sandbox = page.url();
    await page.goto(`${url}/return`);
    await page.goto(url);
    await check();
    await page.goto(sandbox);
    await press('pay_slip');
    await check();
  });

  it('too late', async () => {
    const { url, check } = await openPay(locale);
    site.clock.set('2026-11-21T11:00:00+09:00');
    await page.goto(url);
    await check();
  });
});

describe('the mail page of the sample town', () => {
  it('is fine empty and with a mail', async () => {
    const check = async () =>
      expect(await pageProblems(page, { locale: 'ja', widths: WIDTHS })).toEqual([]);
    await page.goto(`${origin}/sample/mail`);
    await check();
    await site.stores.outbox.add({
      id: 'mail-1',
      to: 'hanako@example.jp',
      subject: 'Continue your application',
      body: `Continue here:\n\nhttp://localhost:3000/en/resume/${'x'.repeat(90)}\n`,
      locale: 'en',
      attempts: 0,
      nextAt: site.clock.now(),
    });
    await page.goto(`${origin}/sample/mail`);
    expect(await page.locator('a[href*="/en/resume/"]').count()).toBe(1);
    await check();
  });
});
