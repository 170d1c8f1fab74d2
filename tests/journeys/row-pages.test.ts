import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fillForm } from '../support/fill-form.ts';
import { formScene } from '../support/form-scene.ts';
import { ALL_WIDTHS, keyboardProblems, pageProblems } from '../support/page-checks.ts';
import { answerPage, go, placeOf, type Walk } from '../support/walk.ts';

const scene = formScene();
const BOTH = [{ javaScript: false }, { javaScript: true }];

const button = (page: Page, value: string) => page.locator(`#form button[value="${value}"]`);
const at = (page: Page) => `${placeOf(page.url()).name} ${placeOf(page.url()).row ?? 'list'}`;

async function look({ page, locale }: Walk): Promise<void> {
  const typed = ['ポチ', '柴犬', 'ハナ', 'ミホン'];
  expect(await pageProblems(page, { locale, typed, widths: ALL_WIDTHS })).toEqual([]);
}

it.each(BOTH)('a dog over two pages, $javaScript', { timeout: 90_000 }, async ({ javaScript }) => {
  const walk = await scene.openForm({
    procedure: 'dog-registration',
    until: 'vaccination',
    device: { javaScript },
  });
  const { page } = walk;
  expect(at(page)).toBe('vaccination 0');
  await look(walk);
  // Back to the list without having answered: it says what is missing, and so does going on.
  await page.goto(page.url().replace(/vaccination.*/, 'dogs'));
  expect(await page.locator('.rows__state--open').count()).toBe(1);
  await look(walk);
  await go(page, button(page, 'next'));
  await look(walk);
  await go(page, page.locator('.error-summary a').first());
  expect(at(page)).toBe('vaccination 0');
  while (at(page) !== 'dogs list') await answerPage(walk, placeOf(page.url()));

  if (javaScript) {
    await go(page, button(page, 'add'));
    await fillForm(page, { name: 'ハナ' });
    await page.goBack();
    // What was typed is sent while the page is left: it may come after the list was asked for.
    const begun = async () => {
      await page.reload();
      return page.locator('.rows__begun').allInnerTexts();
    };
    await expect.poll(begun, { timeout: 10_000 }).toEqual([expect.stringContaining('2番目')]);
    await look(walk);
    expect(await keyboardProblems(page)).toEqual([]);
    await go(page, page.locator('.rows__begun a'));
    expect(await page.inputValue('[name="name"]')).toBe('ハナ');
    await page.goBack();
    await go(page, page.locator('.rows__begun button'));
    expect(await page.locator('.rows__begun').count()).toBe(0);
  }
  await page.context().close();
});
