import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, phone } from '../support/browser.ts';
import type { InjectedResident } from '../support/injected-resident.ts';
import { SMALL_PDF, SMALL_PNG } from '../support/multipart.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { officeCase } from '../support/office-case.ts';
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

/** The desk of somebody who is signed in, with that width. */
async function desk({ cookies }: InjectedResident, javaScript = true): Promise<BrowserContext> {
  const context = await phone({ width: 1280, height: 900, javaScript });
  await context.addCookies([{ name: 'madoguchi', value: cookies['madoguchi'] ?? '', url }]);
  return context;
}

const problems = (page: Page) => pageProblems(page, { locale: 'ja', widths: [768] });

describe('a case on the desk', () => {
  it('is shown, sent back and refused without a fault of the pages, also without scripts', async () => {
    const sent = await officeCase(site, 'child-allowance', 'vi');
    await sent.handIn('sibling_confirmation', SMALL_PNG);
    await sent.handIn('sibling_confirmation', SMALL_PDF);
    const { browser } = await site.member({
      role: 'case_worker',
      section: 'child',
      login: 'kodomo-tanto',
    });
    const page = await (await desk(browser, false)).newPage();
    await page.goto(url + sent.url);
    await page.getByRole('button', { name: '内容の確認を始める' }).click();
    await expect(page.getByRole('button', { name: '取り消す' }).count()).resolves.toBe(1);
    expect(await problems(page)).toEqual([]);
    await page.getByRole('link', { name: '差し戻す' }).click();
    await page.getByRole('checkbox', { name: '勤務先の名前' }).check();
    await page.getByLabel('住民に伝えたいこと').fill('勤務先の正式な名前を書いてください。');
    expect(await problems(page)).toEqual([]);
    await page.getByRole('button', { name: '住民が読む文を確かめる' }).click();
    expect(await page.getByRole('heading', { name: 'Tiếng Việt' }).count()).toBe(1);
    expect(await problems(page)).toEqual([]);
    await page.getByRole('button', { name: '差し戻す', exact: true }).click();
    expect(await sent.statusNow()).toBe('returned');
    await page.getByRole('button', { name: '取り消す' }).click();
    expect(await sent.statusNow()).toBe('in_review');
    await page.getByRole('link', { name: '認めない' }).click();
    await page.getByRole('button', { name: '住民が読む文を確かめる' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('認めない理由を書いてください');
    expect(await problems(page)).toEqual([]);
  }, 90_000);

  it('tells whoever is late what changed', async () => {
    const sent = await officeCase(site, 'child-allowance');
    const { browser } = await site.member({
      role: 'case_worker',
      section: 'child',
      login: 'kodomo-ni',
    });
    const page = await (await desk(browser)).newPage();
    await page.goto(`${url}${sent.url}/withdraw`);
    await page.getByLabel('申し出のあったこと').fill('電話で申し出がありました。');
    await sent.take(browser, 'take-up');
    await page.getByRole('button', { name: '住民が読む文を確かめる' }).click();
    await page.getByRole('heading', { name: '開いている間に、申請が進みました' }).waitFor();
    expect(await problems(page)).toEqual([]);
    await page.getByRole('button', { name: /「取り下げを記録する」を続ける/ }).click();
    await page.getByRole('button', { name: '取り下げを記録する' }).click();
    expect(await sent.statusNow()).toBe('withdrawn');
  }, 60_000);
});
