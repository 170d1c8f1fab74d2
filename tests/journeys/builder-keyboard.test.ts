import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeBrowser } from '../support/browser.ts';
import { BuilderBrowser } from '../support/builder-browser.ts';
import { builderOf } from '../support/builder-drafts.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { freePort } from '../support/server.ts';

let site: OfficeApp;
let builder: BuilderBrowser;
let page: Page;
let home: string;
beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  site = await officeApp({ env: { PUBLIC_URL: url } });
  await site.app.listen({ port, host: '127.0.0.1' });
  const admin = await site.member({ role: 'procedure_admin' });
  ({ home } = await builderOf(site, admin).draftOf('dog-registration'));
  builder = await BuilderBrowser.open(url, admin.browser);
  ({ page } = builder);
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

const CONTROL = /^\s*- '?(button|link|textbox|checkbox|radio|combobox|spinbutton|searchbox)\b(.*)/;
/** What has no Japanese word in its name: keys of examples, names of files, numbers. */
const BARE = /^ "[\w.-]+"/;

/** Controls that a screen reader has no Japanese name for, and buttons that are told apart by nothing. */
async function strangers(): Promise<readonly string[]> {
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
  const controls = (await page.locator('body').ariaSnapshot())
    .split('\n')
    .flatMap((line) => CONTROL.exec(line)?.slice(1, 3).join('') ?? []);
  const nameless = controls.filter((one) => !/"[^"]*[ぁ-んァ-ヶ一-龠]/.test(one));
  const steps = controls.filter((one) => one.startsWith('button '));
  const twice = steps.filter((one, at) => steps.indexOf(one) !== at);
  return [...nameless.filter((one) => !BARE.test(one.replace(/^\w+/, ''))), ...twice];
}

const focused = () =>
  page.evaluate<string>('document.activeElement.id || document.activeElement.tagName');
const status = () => page.locator('[data-status]').textContent();
/** Also on a machine that does much else. */
const told = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 8_000 });

it.each([
  '',
  '/pages/owner',
  '/pages/owner/fields/dog_place',
  '/parts/basics',
  '/parts/fee',
  '/parts/rules',
  '/parts/notices',
  '/parts/review',
  '/parts/form',
  '/preview',
  '/parts/attachments',
  '/check',
  '/translations',
  '/translations/en?show=all',
])('every control of %s has a Japanese name of its own', async (path) => {
  await builder.visit(home + path);
  expect(await strangers()).toEqual([]);
});

it('whoever undoes is on the same button again, and is told', async () => {
  await builder.visit(`${home}/pages/owner`);
  await page.locator('button:has-text("下へ")').first().press('Enter');
  await page.waitForURL(/done=moved/);
  expect(await focused()).toMatch(/^entry-/);
  await page.locator('#undo').press('Enter');
  await page.waitForURL(/done=undone/);
  await told(focused).toBe('undo');
  await told(status).toContain('最後の変更を取り消しました。');
});

it('whoever saves a question is in its form again', async () => {
  await builder.visit(`${home}/pages/owner/fields/dog_place`);
  await page.locator('form#field button.button:not(.hidden)[value="save"]').last().press('Enter');
  await page.waitForURL(/done=saved/);
  await told(focused).toBe('field');
});

it('what saved itself wrongly is told with its input, until it is right', async () => {
  await builder.visit(`${home}/parts/basics`);
  const basis = page.locator('#place-basis');
  await basis.fill('');
  await told(() => basis.getAttribute('aria-invalid')).toBe('true');
  const [id = ''] = ((await basis.getAttribute('aria-describedby')) ?? '').split(' ');
  expect(await page.locator(`[id="${id}"]`).textContent()).toMatch(/[ぁ-ん]/);
  expect(await status()).toContain('まだ保存していません');
  await basis.fill('狂犬病予防法第4条');
  await told(status).toContain('保存しました');
  expect(await basis.getAttribute('aria-invalid')).toBeNull();
  expect((await basis.getAttribute('aria-describedby')) ?? '').not.toContain(id);
});

it('whoever saves a translation of the second page is in its row again', async () => {
  await builder.visit(`${home}/translations/en?show=all&at=2`);
  const row = page.locator('.translation').nth(3);
  const id = await row.getAttribute('id');
  await row.locator('button[value="save"]').press('Enter');
  await page.waitForURL(/said=saved/);
  await told(focused).toBe(id);
  await told(status).toContain('保存しました。');
});

it('whoever chooses in the preview goes on where they chose, and is told what was done', async () => {
  await builder.visit(`${home}/preview`);
  await page.locator('#language').selectOption('en');
  await page.waitForURL(/language=en/);
  await told(focused).toBe('language');
  await page.locator('#answers').selectOption('made_up');
  await page.locator('form[action$="/preview/answers"] button').press('Enter');
  await page.waitForURL(/done=tried/);
  await told(focused).toBe('answers');
  await told(status).toContain('選んだ答えで初めから');
});
