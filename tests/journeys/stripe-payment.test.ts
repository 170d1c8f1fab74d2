import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOON } from '../support/apply-app.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { type ListeningSite, listeningSite } from '../support/listening-site.ts';
import { type StandIn, startStripeStandIn } from '../support/stripe-stand-in/stand-in.ts';
import { go } from '../support/walk.ts';

let company: StandIn;
let site: ListeningSite;

beforeAll(async () => {
  company = await startStripeStandIn(new Date(NOON));
  site = await listeningSite({
    STRIPE_SECRET_KEY: 'sk_test_town',
    STRIPE_WEBHOOK_SECRET: company.secret,
    STRIPE_API_BASE: company.url,
  });
  company.deliverTo = `${site.url}/webhooks/stripe`;
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
  await company.close();
});

/** A resident's own phone before the check page of a form; sent from there, it comes to the pay page. */
async function arrive(procedure: string): Promise<Page> {
  const { resident, path } = await site.applicant(procedure);
  const context = await phone({ scale: 1 });
  const cookies = Object.entries(resident.cookies);
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: site.url })));
  const page = await context.newPage();
  await page.goto(site.url + path);
  await go(page, page.locator('#form button[value="submit"]'));
  expect(new URL(page.url()).pathname).toMatch(/^\/ja\/pay\//);
  return page;
}

const choose = (page: Page, method: string) =>
  go(page, page.locator(`button[name="method"][value="${method}"]`));

const act = (page: Page, name: string) =>
  go(page, page.locator(`button[name="act"][value="${name}"]`));

const isAtCompany = (page: Page) => page.url().startsWith(`${company.url}/c/pay/`);
const pathOf = (page: Page) => new URL(page.url()).pathname;

describe('a fee on the payment company’s own page', () => {
  it('by card: there, paid, back, and a receipt', async () => {
    const page = await arrive('facility-booking');
    expect(await page.innerText('main')).toContain('支払いのページは30分で閉じます');
    await choose(page, 'card');
    expect(isAtCompany(page)).toBe(true);
    await act(page, 'card');
    expect(pathOf(page)).toMatch(/^\/ja\/apply\/facility-booking\/done\//);
    await go(page, page.locator('main a[href*="/receipts/"]').first());
    expect(await page.innerText('main')).toContain('領収');
  }, 30_000);

  it('refused there, left, and then paid: one charge, nobody pays twice', async () => {
    const page = await arrive('facility-booking');
    const payPage = page.url();
    await choose(page, 'card');
    await act(page, 'refuse');
    expect(await page.getByRole('alert').innerText()).toContain('使えません');
    const session = page.url();
    await act(page, 'leave');
    expect(page.url()).toBe(payPage);
    expect(await page.innerText('main [role="alert"]')).toContain('まだ終わっていません');
    await choose(page, 'card');
    expect(page.url()).toBe(session);
    await act(page, 'card');
    expect(pathOf(page)).toMatch(/\/done\//);
    // Whoever comes back to the pay page is not led to pay again.
    await page.goto(payPage);
    expect(pathOf(page)).toMatch(/\/done\//);
  }, 30_000);

  it('by a number for the shop: out, looked up again, paid there, received', async () => {
    const page = await arrive('bulky-waste');
    const payPage = page.url();
    expect(await page.innerText('main')).toContain('ファミリーマート');
    await choose(page, 'konbini');
    const session = page.url();
    await act(page, 'slip');
    expect(await page.innerText('main')).toContain('コンビニでのお支払いを待っています');
    await page.goto(payPage);
    const again = await page.locator('main a.button').first().getAttribute('href');
    expect(again).toBe(session.replace('/c/pay/', '/voucher/'));
    await page.goto(session);
    await act(page, 'shop');
    expect(pathOf(page)).toMatch(/\/done\//);
    expect(await page.innerText('main')).not.toContain('お支払いを待っています');
  }, 30_000);

  it('by PayPay: paid at once', async () => {
    const page = await arrive('bulky-waste');
    await choose(page, 'paypay');
    expect(isAtCompany(page)).toBe(true);
    await act(page, 'card');
    expect(pathOf(page)).toMatch(/\/done\//);
  }, 30_000);

  it('a form leads to that company and nowhere else: the browser itself sees to it', async () => {
    const page = await arrive('bulky-waste');
    const payPage = page.url();
    const other = await startStripeStandIn(new Date(NOON));
    const action = JSON.stringify(`${other.url}/c/pay/cs_elsewhere`);
    const stopped = await page.evaluate(`new Promise((done) => {
      addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: ${action} });
      document.body.append(form);
      form.submit();
    })`);
    expect(stopped).toBe('form-action');
    expect(page.url()).toBe(payPage);
    await other.close();
  }, 30_000);
});
