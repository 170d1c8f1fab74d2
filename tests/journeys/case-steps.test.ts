import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../server/domain/fields/answers.ts';
import { toRawPage } from '../../server/domain/fields/to-raw-page.ts';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import type { Library } from '../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { fillForm } from '../support/fill-form.ts';
import { watchDocuments } from '../support/html-source.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { SMALL_PNG } from '../support/multipart.ts';
import { pageProblems } from '../support/page-checks.ts';
import { pay } from '../support/payment-steps.ts';
import { openPrepared } from '../support/prepared-form.ts';
import { startSampleTown } from '../support/prepared-town.ts';
import { lookUp, readReceipt } from '../support/receipt.ts';
import { runCase } from '../support/run-case.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import type { RunningServer } from '../support/server.ts';
import { staffBeside } from '../support/staff-beside.ts';
import { go, sendFile, typedWords, type Walk } from '../support/walk.ts';

const WALK_LIMIT_MS = 180_000;
const NOTE = '見積書の会社の名前と違います。';

let server: RunningServer;
let library: Library;
let staff: Awaited<ReturnType<typeof staffBeside>>;
beforeAll(async () => {
  [server, library] = await Promise.all([startSampleTown(), loadSampleTown()]);
  staff = await staffBeside(server);
});
afterAll(async () => {
  await closeBrowser();
  await staff?.close();
  expect(await server?.stop()).toBe(0);
});

async function walkFor(id: string, locale: Locale, javaScript: boolean): Promise<Walk> {
  const page = await (await phone({ javaScript })).newPage();
  watchDocuments(page);
  const procedure = procedureOf(library, id);
  const answers = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(new Date()));
  return { page, url: server.url, locale, procedure, answers };
}

/** Sends the application; number and code are what the resident writes down. */
async function send(walk: Walk) {
  await openPrepared(walk);
  await go(walk.page, walk.page.locator('#form button[value="submit"]'));
  return readReceipt(walk.page);
}

async function look(walk: Walk): Promise<void> {
  const { page, locale } = walk;
  const typed = [...typedWords(walk), NOTE, '株式会社なおす'];
  expect(await pageProblems(page, { locale, widths: [320, 390], typed }), page.url()).toEqual([]);
}

const next = (page: Page) => go(page, page.locator('#form button[value="next"]'));

/** What the phone keeps under that address, wherever in the walk it stands. */
const place = (page: Page) => new URL(page.url()).pathname.split('/').slice(4).join('/');

/** Hands in what the list of documents can't do without. */
async function handIn(page: Page): Promise<void> {
  const list = page.url();
  for (const name of ['receipt', 'after_photos']) {
    await page.goto(`${list}/${name}`);
    await sendFile(page, SMALL_PNG);
  }
  await page.goto(list);
  await next(page);
}

describe.each([
  ['ja', false],
  ['en', true],
] as const)('a case in %s, with scripts %s', (locale, javaScript) => {
  it(
    'is returned, mended, approved, reported and granted',
    async () => {
      const walk = await walkFor('care-home-modification', locale, javaScript);
      const { page, procedure, answers } = walk;
      const receipt = await send(walk);
      await staff.step(receipt.number, 'take-up');
      const step = ['return', '--about', 'fields.builder_name', '--reason', 'wrong'];
      expect(await runCase(server, receipt.number, ...step, '--text', NOTE)).toContain('returned');

      await lookUp(page, `${server.url}/${locale}`, receipt);
      await look(walk);
      await go(page, page.locator('main form[action$="/correction"] button'));
      expect(place(page)).toBe('correction/builder');
      await look(walk);
      await fillForm(page, { builder_name: '株式会社なおす' });
      await next(page);
      expect(place(page)).toBe('correction/check');
      expect(await page.locator('main .tag').count()).toBe(1);
      await look(walk);
      await go(page, page.locator('#form button[value="submit"]'));
      await look(walk);

      await staff.step(receipt.number, 'approve', '--by', 'manager');
      await page.reload();
      await look(walk);
      await go(page, page.locator('main form[action$="/phase/report"] button'));
      const quoted = answers['quote_yen'] as number;
      const day = todayInTokyo(new Date());
      const report: Answers = {
        started_on: day,
        finished_on: day,
        paid_on: day,
        paid_yen: quoted,
        account_owner: 'own',
        account: { use: 'registered' },
      };
      for (const one of procedure.phases[0]?.pages ?? []) {
        expect(place(page)).toBe(`phase/report/${one.id}`);
        await look(walk);
        for (let tries = 0; tries < 3 && place(page).endsWith(one.id); tries += 1) {
          await fillForm(page, toRawPage(one.fields, report));
          await next(page);
        }
      }
      expect(place(page)).toBe('phase/report/attachments');
      await look(walk);
      await handIn(page);
      expect(place(page)).toBe('phase/report/check');
      await look(walk);
      await go(page, page.locator('#form button[value="submit"]'));
      await staff.step(receipt.number, 'identity', '--how', 'phone');
      await staff.step(receipt.number, 'grant');
      await page.reload();
      await look(walk);
      expect(await page.locator('main .notice--success').count()).toBe(1);
      expect(await page.locator('#tasks').count()).toBe(0);
    },
    WALK_LIMIT_MS,
  );

  it(
    'is paid after the review',
    async () => {
      const walk = await walkFor('residence-certificate', locale, javaScript);
      const { page } = walk;
      const receipt = await send(walk);
      await staff.step(receipt.number, 'take-up');
      await staff.step(receipt.number, 'fix-fee', '--line', '写し=600', '--days', '14');
      await lookUp(page, `${server.url}/${locale}`, receipt);
      await look(walk);
      await go(page, page.locator('main a[href*="/pay/"]'));
      await pay(page, javaScript ? 'konbini_later' : 'card');
      expect(new URL(page.url()).pathname).toMatch(/\/status\//);
      await look(walk);
      await staff.step(receipt.number, 'identity', '--how', 'documents');
      const report = await runCase(server, receipt.number, 'complete');
      expect(report).toContain('completed');
      await page.reload();
      await look(walk);
    },
    WALK_LIMIT_MS,
  );
});
