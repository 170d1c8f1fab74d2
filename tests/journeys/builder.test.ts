import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answers } from '../../server/domain/fields/answers.ts';
import { adminPaths } from '../../server/http/admin-paths.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { BuilderBrowser } from '../support/builder-browser.ts';
import { countsOf } from '../support/kpi.ts';
import { HANAKO } from '../support/made-up-answers.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { pageProblems } from '../support/page-checks.ts';
import { pay } from '../support/payment-steps.ts';
import { procedureOf } from '../support/sample-town.ts';
import { freePort } from '../support/server.ts';
import { go, placeOf, walkToCheck } from '../support/walk.ts';

const ID = 'bicycle-parking';
const LIMIT_MS = 120_000;

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

const answers: Answers = {
  applicant_name: HANAKO.name,
  applicant_address: HANAKO.address,
  applicant_phone: HANAKO.phone,
  choice: 'option_2',
  text: '見本高校',
  page_3: [{ text_2: '赤' }, { text_2: '青' }],
};

/** Every text that has no translation yet gets one; what stands in braces stays. */
function translated(locale: string) {
  return (csv: string) =>
    csv.replace(/^([\w.-]+),("(?:[^"]|"")*"|[^,]*),,/gm, (_, key: string, japanese: string) => {
      const braces = japanese.match(/\{\w+\}/g)?.join(' ') ?? '';
      const words =
        locale === 'ja-easy' ? 'ことば' : `${locale} ${key.split('.').slice(-2).join(' ')}`;
      return `${key},${japanese},${braces === '' ? words.replaceAll('_', ' ') : braces},`;
    });
}

/** What is typed saves itself after a pause, and the resident's page beside it follows. */
async function typeAndWait({ page }: BuilderBrowser): Promise<void> {
  await page.fill('[name="start.who"]', '駅前の駐輪場を、1か月使いたい人');
  await page.locator('[data-status]', { hasText: '保存しました' }).waitFor();
  const frame = page.frameLocator('iframe[data-preview]');
  await frame.getByText('駅前の駐輪場を、1か月使いたい人').waitFor();
}

async function look({ page }: BuilderBrowser): Promise<void> {
  const problems = await pageProblems(page, { locale: 'ja', typed: [], widths: [390, 1280] });
  // Names that somebody gave are no keys of texts.
  const own = problems.filter((one) => !/a text is missing/.test(one));
  expect.soft(own, page.url()).toEqual([]);
}

/** @returns the version's id */
async function begin(admin: BuilderBrowser): Promise<string> {
  await admin.visit(adminPaths.newProcedure());
  await admin.type('#blank-title', '自転車駐輪場');
  await admin.type('#blank-id', ID);
  await admin.type('#blank-section', 'environment');
  await admin.click('form:has(input[value="blank"]) button[type="submit"]');
  return new URL(admin.page.url()).pathname.split('/').at(-1) ?? '';
}

async function build(admin: BuilderBrowser, version: string): Promise<void> {
  const part = (name: string) => admin.visit(adminPaths.part(version, name));
  const [hall] = site.services.resources.inGroup('facilities');
  await part('basics');
  await admin.form('names', {
    title: '自転車駐輪場の利用申込',
    summary: '駅前の駐輪場を使うための申込です。',
  });
  await admin.form('place', { basis: '見本市自転車駐車場条例第5条' });
  await part('start');
  await admin.form('start', {
    'start.who': '駅前の駐輪場を使いたい人',
    'start.fee': '1台 2,000円',
  });

  await typeAndWait(admin);

  await admin.visit(adminPaths.version(version));
  await admin.form('add-page', { title: '使う人' });
  await admin.ask('使う人', 'choice');
  await admin.form('field', { options: '大人\n学生' });
  await admin.visit(adminPaths.page(version, 'page_2'));
  await admin.ask('学校の名前', 'text');
  await admin.form('field', { 'when.0.q': 'choice', 'when.0.values': 'option_2' });

  await admin.visit(adminPaths.version(version));
  await admin.form('add-page', { title: '自転車' });
  await admin.ask('自転車の色', 'text');
  await admin.visit(adminPaths.page(version, 'page_3'));
  await admin.form('repeat', { 'repeat.max': '3', 'repeat.summary': '{自転車の色}' });

  await admin.visit(adminPaths.version(version));
  await admin.form('add-page', { title: '受け付けの日' });
  await admin.ask('受け付けの日', 'slot_picker');
  await admin.form('field', { resource: `"${hall?.id}"` });

  await look(admin);
  await part('fee');
  await admin.form('line-new', { label: '使用料', 'yen.else': '2,000', each: 'page_3' });
  await admin.form('paying', { 'fee.when': 'with_application', 'fee.revenue_item': 'dog_fee' });
}

/** Figures of the town's plan as the admin reads them; looking at them is no step of building. */
async function plan({ page }: BuilderBrowser) {
  await page.goto(url + adminPaths.indicators());
  const now = async (indicator: string) => {
    const row = page.locator('tr', { has: page.locator(`a[href$="/${indicator}"]`) });
    const text = await row.locator('td').first().innerText();
    return Number(text.replaceAll(/[^\d]/g, ''));
  };
  return { online: await now('procedures_online'), sent: await now('online_applications') };
}

/** From the start page to the confirmation, on a phone. */
async function apply(locale: 'ja' | 'en'): Promise<string> {
  const page = await (await phone({ language: locale })).newPage();
  await page.goto(`${url}/${locale}/apply/${ID}`);
  await go(page, page.locator('main button[value="new"]'));
  const procedure = procedureOf(site.services.library, ID);
  await walkToCheck({ page, url, locale, procedure, answers });
  const check = await page.innerText('main');
  await go(page, page.locator('#form button[value="submit"]'));
  await pay(page, 'card');
  expect(placeOf(page.url()).name).toBe('done');
  return check;
}

it(
  'a procedure is made from nothing, looked at by a second person, published, applied for, counted',
  async () => {
    const [maker, reviewer] = await Promise.all([
      site.member({ role: 'procedure_admin' }),
      site.member({ role: 'section_manager', section: 'environment' }),
    ]);
    const admin = await BuilderBrowser.open(url, maker.browser);
    const was = await plan(admin);
    const version = await begin(admin);
    await build(admin, version);
    const built = admin.actions;
    const others = site.services.library.municipality.languages.filter((one) => one !== 'ja');
    for (const locale of others) {
      const said = await admin.translate(version, locale, translated(locale));
      expect(said, locale).toContain('か所を入れました');
    }
    await admin.visit(adminPaths.version(version));
    expect(await admin.page.innerText('main')).toContain('足りないものはありません');
    await look(admin);
    await admin.visit(adminPaths.procedure(ID));
    await admin.click('form[action$="/steps/ask-review"] button');
    expect(await admin.page.innerText('main')).toContain('確認を頼みました');

    const second = await BuilderBrowser.open(url, reviewer.browser);
    await second.visit(adminPaths.procedure(ID));
    await second.click('form[action$="/steps/approve"] button');
    await admin.visit(adminPaths.procedure(ID));
    await admin.click('form[action$="/steps/publish"] button');
    expect(await admin.page.innerText('main')).toContain('公開しました');

    const before = await countsOf(url, ID, 'en');
    expect(await apply('ja')).toContain('4,000円');
    expect(await apply('en')).toContain('4,000 yen');
    const after = await countsOf(url, ID, 'en');
    expect(after).toEqual({
      started: before.started + 2,
      received: before.received + 2,
      shown: before.shown + 1,
    });
    expect(await plan(admin)).toEqual({ online: was.online + 1, sent: was.sent + 2 });
    console.log(
      `作る：${built}回、翻訳と公開：${admin.actions - built}回、確認：${second.actions}回（クリックと入力）`,
    );
  },
  LIMIT_MS,
);
