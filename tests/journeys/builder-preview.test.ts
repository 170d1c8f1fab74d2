import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { closeBrowser } from '../support/browser.ts';
import { BuilderBrowser } from '../support/builder-browser.ts';
import { builderOf } from '../support/builder-drafts.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { pageProblems } from '../support/page-checks.ts';
import { freePort } from '../support/server.ts';

let site: OfficeApp;
let admin: BuilderBrowser;
let page: Page;
let draftOf: ReturnType<typeof builderOf>['draftOf'];
beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  site = await officeApp({ env: { PUBLIC_URL: url } });
  await site.app.listen({ port, host: '127.0.0.1' });
  const member = await site.member({ role: 'procedure_admin' });
  ({ draftOf } = builderOf(site, member));
  admin = await BuilderBrowser.open(url, member.browser);
  page = admin.page;
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

async function look(locale: Locale = 'ja') {
  await page.waitForLoadState('load');
  const problems = await pageProblems(page, { locale, typed: [], widths: [390, 1280] });
  // Names that somebody gave to examples are no keys of texts.
  const own = problems.filter((one) => !one.includes('a text is missing'));
  expect.soft(own, page.url()).toEqual([]);
}

const framed = (): FrameLocator => page.frameLocator('iframe[data-preview]');

/** A button in the frame; what comes next says so by its heading. */
async function press(name: RegExp, heading: RegExp) {
  await framed().getByRole('button', { name }).click();
  await framed().getByRole('heading', { level: 1, name: heading }).waitFor();
}

it('tries a payment in the frame, without scripts, and reads the mails', async () => {
  const { home } = await draftOf('dog-registration');
  const preview = `${home}/preview`;
  await admin.visit(`${preview}?page=done/unpaid/to-pay&script=off`);
  await look();
  await press(/カード/, /決済会社の画面の代わり/);
  await press(/途中でやめた/, /お支払い/);
  await framed().getByRole('alert').waitFor();
  await press(/コンビニ/, /決済会社の画面の代わり/);
  await press(/後で払う/, /支払い|コンビニ/);
  await admin.visit(`${preview}?page=mails&width=tablet&language=en`);
  await look();

  for (const path of ['done/unpaid/to-pay', 'done/unpaid-konbini/to-pay', 'done/received']) {
    await admin.visit(`${preview}/ja/${path}`);
    await look();
  }
  await admin.visit(`${preview}/ja/done/unpaid/to-pay/konbini`);
  await look();
  await admin.visit(`${preview}/ja/done/mails`);
  await look();
}, 120_000);
