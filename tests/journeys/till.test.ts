import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, phone } from '../support/browser.ts';
import { sentCase } from '../support/case-desk.ts';
import type { InjectedResident } from '../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { pageProblems } from '../support/page-checks.ts';
import { freePort } from '../support/server.ts';

let site: OfficeApp;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  site = await officeApp({ env: { PUBLIC_URL: url } });
  await site.app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

/** A tablet of ten inches on the counter. */
async function tablet({ cookies }: InjectedResident): Promise<Page> {
  const context = await phone({ width: 1280, height: 800, scale: 1 });
  await context.addCookies([{ name: 'madoguchi', value: cookies['madoguchi'] ?? '', url }]);
  return context.newPage();
}

/** The browser learns of it in two places, and one of them may be a request behind the other. */
const lineIs = (page: Page, { down }: { down: boolean }) =>
  page.waitForFunction(
    `fetch('/healthz', { cache: 'no-store' }).then(() => ${!down}, () => ${down})`,
  );

const fine = async (page: Page) => expect(await pageProblems(page, { locale: 'ja' })).toEqual([]);
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

describe('a day at the counter’s till', () => {
  it('is opened, takes cash and card, is closed with a difference and handed over', async () => {
    const first = await sentCase(site, 'water-service');
    const clerk = await site.member({ role: 'counter', section: 'water', login: 'mado' });
    const page = await tablet(clerk.browser);
    await page.goto(`${url}/office/finance/tills`);
    await page.getByRole('link', { name: '24番窓口のレジ' }).click();
    await page.getByLabel('1,000円札').fill('20');
    await page.getByText('合計 20,000円').waitFor();
    await fine(page);
    await press(page, 'この金額でレジを開ける');

    const number = (await site.services.stores.applications.find(first.applicationId))?.number;
    await page.getByLabel('受付番号・納付番号・QRコード').fill(number ?? '');
    await press(page, '受け取る');
    await page.getByLabel('預かった金額（円）').fill('5400');
    await page.getByText('おつり 1,000円').waitFor();
    await fine(page);
    // No money is taken while nobody can write it down.
    await page.context().setOffline(true);
    await lineIs(page, { down: true });
    await press(page, 'この金額を預かる');
    await page.getByText('お支払いを受け付けられません').waitFor();
    // The browser's own notice may come before the press or after it.
    await page.evaluate("dispatchEvent(new Event('offline'))");
    expect(await page.locator('#counter-line').textContent()).toContain('お支払いを受け付け');
    expect(await page.getByLabel('預かった金額（円）').inputValue()).toBe('5400');
    await page.context().setOffline(false);
    await lineIs(page, { down: false });
    await press(page, 'この金額を預かる');
    await page.getByText('1,000円 1枚').waitFor();
    await fine(page);

    await page.getByRole('link', { name: '次の人へ' }).click();
    await page.getByRole('link', { name: '申請なしで売る' }).click();
    await page.getByLabel('1行目の科目').selectOption({ label: '文書の写しの費用' });
    await page.getByLabel('1行目の数').fill('3');
    await page.getByLabel('1行目の1つの金額').fill('10');
    await press(page, '合計を出す');
    await page.getByLabel('伝票番号').fill('00123');
    await press(page, 'カードで受け取った');
    await page.getByRole('link', { name: '次の人へ' }).click();
    await fine(page);

    await page.getByRole('link', { name: '数えて閉める' }).click();
    await page.getByLabel('1,000円札').fill('24');
    await press(page, 'この枚数で閉める');
    await page.getByRole('heading', { name: '記録と−400円違います' }).waitFor();
    await fine(page);
    await page.getByLabel('違う理由').fill('おつりを400円多く渡したと思われる。');
    await press(page, 'この枚数で閉める');
    await page.getByText('数えて閉めました（引き継ぎ待ち）').waitFor();
    await fine(page);

    const treasurer = await site.member({ role: 'finance', login: 'kaikei' });
    const desk = await tablet(treasurer.browser);
    await desk.goto(`${url}/office/finance/till-hand-overs`);
    await desk
      .getByRole('link', { name: /24番窓口のレジ/ })
      .first()
      .click();
    await fine(desk);
    await desk.getByLabel('自分で数えた金額（円）').fill('24000');
    await press(desk, 'この現金を引き継ぐ');
    await desk.getByRole('heading', { name: '本人の確認' }).waitFor();
  }, 60_000);
});
