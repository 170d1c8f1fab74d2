import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedSampleBills } from '../../server/cli/sample-bills.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { watchDocuments } from '../support/html-source.ts';
import { pageProblems } from '../support/page-checks.ts';
import { pay } from '../support/payment-steps.ts';
import { freePort } from '../support/server.ts';
import { go } from '../support/walk.ts';

let site: ApplyApp;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  site = await applyApp({ env: { PUBLIC_URL: url } });
  await seedSampleBills(site.services);
  await site.app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

it('a bill is found by its QR code, paid by card, and done', { timeout: 60_000 }, async () => {
  const context = await phone({ width: 390, height: 844 });
  const page = await context.newPage();
  watchDocuments(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const look = async () =>
    expect(await pageProblems(page, { locale: 'ja-easy', widths: [390] }), page.url()).toEqual([]);

  await page.goto(`${url}/ja-easy/bills#2026-1004-0002.730264`);
  // Filled in, and gone from the address before anybody can look at it.
  expect(await page.inputValue('#code')).toBe('730264');
  expect(page.url()).toBe(`${url}/ja-easy/bills`);
  await look();
  await go(page, page.locator('#find-bill button'));
  await look();
  await page.fill('#payer', '見本 太郎');
  await go(page, page.locator('main form button'));
  await pay(page, 'card');
  expect(page.url()).toMatch(/\/ja-easy\/bills\/[\w-]+$/);
  expect(await page.locator('main .notice--success').count()).toBe(1);
  expect(await page.locator('main a.button').getAttribute('href')).toContain('/receipts/');
  expect(asked.filter((one) => one.includes('730264'))).toEqual([]);
});
