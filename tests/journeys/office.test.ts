import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PASSPHRASE } from '../../server/cli/sample-staff.ts';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import type { Library } from '../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { fillForm } from '../support/fill-form.ts';
import { watchDocuments } from '../support/html-source.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { pageProblems } from '../support/page-checks.ts';
import { startSampleTown } from '../support/prepared-town.ts';
import { lookUp, readReceipt } from '../support/receipt.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import type { RunningServer } from '../support/server.ts';
import { begin, go, typedWords, type Walk, walkToCheck } from '../support/walk.ts';

const LIMIT_MS = 240_000;
const NOTE = '見積書の会社の名前と違います。';
const REASON = '要介護認定の基準に当てはまりませんでした。';

let server: RunningServer;
let library: Library;
beforeAll(async () => {
  [server, library] = await Promise.all([startSampleTown(), loadSampleTown()]);
});
afterAll(async () => {
  await closeBrowser();
  expect(await server?.stop()).toBe(0);
});

/** Somebody at home who sends an application; number and code are what they write down. */
async function resident(id: string, locale: Locale) {
  const page = await (await phone()).newPage();
  const procedure = procedureOf(library, id);
  const answers = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(new Date()));
  const walk: Walk = { page, url: server.url, locale, procedure, answers };
  await begin(walk);
  await walkToCheck(walk);
  await go(page, page.locator('#form button[value="submit"]'));
  const receipt = await readReceipt(page);
  return { page, receipt, walk, status: () => lookUp(page, `${server.url}/${locale}`, receipt) };
}

/** A desk in the town hall with somebody signed in. */
async function desk(login: string, javaScript = false): Promise<Page> {
  const page = await (await phone({ width: 1280, height: 900, javaScript })).newPage();
  watchDocuments(page);
  await page.goto(`${server.url}/office`);
  await page.fill('input[name="login"]', login);
  await page.fill('input[type="password"]', SAMPLE_PASSPHRASE);
  await go(page, page.locator('main button[type="submit"]').first());
  return page;
}

async function look(page: Page, typed: readonly string[] = []): Promise<void> {
  const options = { locale: 'ja' as const, widths: [768], typed: [...typed, NOTE, REASON] };
  expect(await pageProblems(page, options), page.url()).toEqual([]);
}

async function openCase(page: Page, number: string): Promise<void> {
  await page.goto(`${server.url}/office/cases`);
  await page.fill('main form[role="search"] input[type="search"]', number);
  await go(page, page.locator('main form[role="search"] button'));
  expect(await page.innerText('main')).toContain(number);
}

/** Presses what can be done with the case, by its name. */
async function act(page: Page, name: string): Promise<void> {
  const panel = page.locator('section[aria-labelledby="actions"]');
  await go(
    page,
    panel
      .getByRole('button', { name, exact: true })
      .or(panel.getByRole('link', { name, exact: true })),
  );
}

const press = (page: Page, name: string) =>
  go(page, page.locator('main').getByRole('button', { name, exact: true }));

describe('a day in the office', () => {
  it(
    'returns a case, gets it back mended, and approves it with other eyes',
    async () => {
      const home = await resident('care-home-modification', 'vi');
      const { number } = home.receipt;
      const typed = typedWords(home.walk);
      const worker = await desk('kaigo-tanto');
      await look(worker);
      await openCase(worker, number);
      await look(worker, typed);
      await act(worker, '内容の確認を始める');
      await act(worker, '差し戻す');
      await worker.check('input[name="item"][value="fields.builder_name"]');
      await worker.selectOption('select[name="reason.fields.builder_name"]', 'wrong');
      await worker.fill('textarea[name="text"]', NOTE);
      await press(worker, '住民が読む文を確かめる');
      expect(await worker.innerText('main')).toContain(NOTE);
      await look(worker, typed);
      await press(worker, '差し戻す');
      await look(worker, typed);

      await home.status();
      expect(await home.page.innerText('main')).toContain(NOTE);
      await go(home.page, home.page.locator('main form[action$="/correction"] button'));
      await fillForm(home.page, { builder_name: '株式会社なおす' });
      await go(home.page, home.page.locator('#form button[value="next"]'));
      await go(home.page, home.page.locator('#form button[value="submit"]'));

      await openCase(worker, number);
      expect(await worker.locator('section[aria-labelledby="versions"]').innerText()).toContain(
        '株式会社なおす',
      );
      const manager = await desk('kaigo-kacho', true);
      await openCase(manager, number);
      await act(manager, '承認する');
      await press(manager, '住民が読む文を確かめる');
      await press(manager, '承認する');
      await look(manager, [...typed, '株式会社なおす']);
      await home.status();
      expect(await home.page.locator('main form[action$="/phase/report"]').count()).toBe(1);
    },
    LIMIT_MS,
  );

  it(
    'refuses a case with its reason and how to appeal, writes to the resident, and says who looked',
    async () => {
      const home = await resident('care-certification', 'en');
      const { number } = home.receipt;
      const worker = await desk('kaigo-tanto', true);
      await openCase(worker, number);
      await act(worker, '内容の確認を始める');
      await act(worker, '認めない');
      await worker.fill('textarea[name="text"]', REASON);
      await press(worker, '住民が読む文を確かめる');
      expect(await worker.innerText('main')).toMatch(/審査請求/);
      await press(worker, '認めない');
      await home.status();
      const said = await home.page.innerText('main');
      expect(said).toContain(REASON);
      expect(said).toMatch(/審査請求/);

      const refused = await worker.goto(`${server.url}/office/audit`);
      expect(refused?.status()).toBe(403);
      await look(worker);
      const auditor = await desk('kansa');
      await auditor.goto(`${server.url}/office/audit`);
      expect(await auditor.innerText('main')).toContain('kaigo-tanto');
      await look(auditor);
    },
    LIMIT_MS,
  );

  it(
    'ends the session of somebody who leaves, wherever it is open',
    async () => {
      const leaver = await desk('shimin-tanto');
      expect(new URL(leaver.url()).pathname).toBe('/office/cases');
      const admin = await desk('kanri');
      await admin.goto(`${server.url}/office/staff`);
      await look(admin);
      await go(admin, admin.locator('main a', { hasText: '伊藤 さくら' }).first());
      await look(admin);
      await go(admin, admin.locator('main a[href$="/leave"]'));
      await press(admin, '退職・異動にする');
      await leaver.reload();
      expect(new URL(leaver.url()).pathname).toBe('/office/sign-in');
      await look(leaver);
    },
    LIMIT_MS,
  );
});
