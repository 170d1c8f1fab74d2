import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fillForm } from '../support/fill-form.ts';
import { formScene } from '../support/form-scene.ts';
import { ALL_WIDTHS, keyboardProblems, pageProblems } from '../support/page-checks.ts';
import { answerPage, go, placeOf, type Walk } from '../support/walk.ts';

const scene = formScene();
const PROCEDURE = 'child-allowance-unpaid';
const BOTH = [{ javaScript: false }, { javaScript: true }];

const button = (page: Page, value: string) => page.locator(`#form button[value="${value}"]`);

async function look(walk: Walk): Promise<void> {
  const { page, locale } = walk;
  const typed = ['見本', '太郎', '花子', 'ミホン', 'ハナコ', '三井住友', '上野', '銀行'];
  const widths = locale === 'ja' ? ALL_WIDTHS : [];
  const problems = await pageProblems(page, { locale, typed, widths });
  expect(problems).toEqual([]);
}

it.each(BOTH)('rows inside a page, $javaScript', { timeout: 60_000 }, async ({ javaScript }) => {
  const device = { javaScript };
  const walk = await scene.openForm({ procedure: PROCEDURE, until: 'others', device });
  const { page } = walk;
  await fillForm(page, { has_others: 'yes' });
  if (!javaScript) await go(page, page.locator('#form button[value="next"]'));
  await look(walk);
  await fillForm(page, { 'other_children.0.name.family': '見本' });
  await go(page, button(page, 'add_row:other_children'));
  await look(walk);
  expect(await page.inputValue('[name="other_children.0.name.family"]')).toBe('見本');
  expect(await page.locator('.inner-rows__row').count()).toBe(2);
  // Enter goes on, and what is missing is asked at its own input.
  await page.locator('[name="other_children.1.name.family"]').press('Enter');
  await page.locator('.error-summary').waitFor();
  await look(walk);
  await page.locator('.error-summary a').first().click();
  const asked = page.locator('#f-other_children-0-name-given');
  expect(await asked.evaluate((e) => e === e.ownerDocument.activeElement)).toBe(true);
  await go(page, button(page, 'remove_row:other_children.1'));
  expect(await page.locator('.inner-rows__row').count()).toBe(1);
  if (javaScript) expect(await keyboardProblems(page)).toEqual([]);
  await page.context().close();
});

it.each(BOTH)('a bank by search, $javaScript', { timeout: 60_000 }, async ({ javaScript }) => {
  const walk = await scene.openForm({
    procedure: PROCEDURE,
    until: 'account',
    device: { javaScript },
  });
  const { page } = walk;
  await fillForm(page, { 'account.use': 'account', 'account.bank_name': 'みつい' });
  await go(page, button(page, 'bank:account'));
  await look(walk);
  await go(page, button(page, 'bank:account=0009'));
  expect(await page.inputValue('[name="account.bank_name"]')).toBe('三井住友銀行');
  await fillForm(page, { 'account.branch_name': '上野' });
  await go(page, button(page, 'branch:account'));
  await look(walk);
  await page.context().close();
});

it.each(['ja-easy', 'en'] as const)('both in %s', { timeout: 60_000 }, async (locale) => {
  const walk = await scene.openForm({ procedure: PROCEDURE, until: 'others', locale });
  await fillForm(walk.page, { has_others: 'yes' });
  await look(walk);
  await fillForm(walk.page, { has_others: 'no' });
  await answerPage(
    { ...walk, answers: { ...walk.answers, has_others: false } },
    placeOf(walk.page.url()),
  );
  expect(placeOf(walk.page.url()).name).toBe('account');
  await fillForm(walk.page, { 'account.use': 'account', 'account.bank_name': '上野' });
  await go(walk.page, button(walk.page, 'bank:account'));
  await look(walk);
  await walk.page.context().close();
});
