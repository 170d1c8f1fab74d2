import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, phone } from '../support/browser.ts';
import { watchDocuments } from '../support/html-source.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { pageProblems } from '../support/page-checks.ts';
import { freePort } from '../support/server.ts';
import { account, PASSPHRASE } from '../support/staff-account.ts';
import { go } from '../support/walk.ts';

let site: OfficeApp;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  // Keys know hosts by name: an address of numbers has none.
  url = `http://localhost:${port}`;
  site = await officeApp({ env: { PUBLIC_URL: url } });
  await site.app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

/** A desk whose browser has a key in it, with a finger on it. */
async function deskWithKey(): Promise<Page> {
  const context = await phone({ width: 1280, height: 900 });
  const page = await context.newPage();
  watchDocuments(page);
  const inspector = await context.newCDPSession(page);
  await inspector.send('WebAuthn.enable');
  await inspector.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

const look = async (page: Page) =>
  expect(await pageProblems(page, { locale: 'ja', widths: [360] }), page.url()).toEqual([]);

const press = (page: Page, name: string) =>
  go(page, page.locator('main').getByRole('button', { name, exact: true }));

async function enterPassphrase(page: Page, login?: string): Promise<void> {
  if (login) await page.fill('input[name="login"]', login);
  await page.fill('input[name="passphrase"]', PASSPHRASE);
  await go(page, page.locator('main form:has(input[name="passphrase"]) button'));
}

describe('a passkey in a browser', () => {
  it('is registered, lets in alone, and is removed again', { timeout: 90_000 }, async () => {
    const page = await deskWithKey();
    await page.goto(`${url}/office/account`);
    await enterPassphrase(page, (await account(site)).login);
    await go(page, page.getByRole('link', { name: 'パスキーを登録する' }));
    await look(page);
    await enterPassphrase(page);
    await page.fill('input[name="name"]', '会計のパソコン');
    await look(page);
    await press(page, 'パスキーを作る');
    expect(await page.innerText('main')).toContain('会計のパソコン（');
    await look(page);

    await go(page, page.getByRole('button', { name: '終了する' }));
    expect(page.url()).toContain('/office/sign-in');
    await look(page);
    await press(page, 'パスキーで入る');
    await page.goto(`${url}/office/account`);
    expect(await page.innerText('main')).toContain('パスキー\n');
    await look(page);

    await go(page, page.getByRole('link', { name: 'パスキーを足す・外す' }));
    await go(page, page.getByRole('button', { name: /^外す/ }));
    await go(page, page.getByRole('button', { name: '終了する' }));
    await press(page, 'パスキーで入る');
    expect(await page.innerText('main')).toContain('このパスキーでは入れません');
  });

  it('without scripts the other ways are all there is', async () => {
    const page = await (await phone({ width: 1280, javaScript: false })).newPage();
    await page.goto(`${url}/office/sign-in`);
    expect(await page.innerText('main')).not.toContain('パスキー');
    await page.goto(`${url}/office/account/passkeys`);
    await enterPassphrase(page, (await account(site)).login);
    await enterPassphrase(page);
    expect(await page.innerText('main')).toContain('パスキーを作れません');
  });
});
