import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { formScene } from '../support/form-scene.ts';

const scene = formScene();

/** What an input method does: kana while they are typed, then the kanji that was chosen. */
async function compose(page: Page, keyboard: CDPSession, name: string, steps: readonly string[]) {
  await page.locator(`input[name="insured_name.${name}"]`).focus();
  for (const text of steps) {
    const selection = { selectionStart: text.length, selectionEnd: text.length };
    await keyboard.send('Input.imeSetComposition', { text, ...selection });
  }
  await keyboard.send('Input.insertText', { text: steps.at(-1) ?? '' });
}

it('furigana is proposed while a name is typed, and never over what somebody typed', async () => {
  const { page } = await scene.openForm({ procedure: 'care-certification', until: 'insured' });
  const keyboard = await page.context().newCDPSession(page);
  const kana = (name: string) => page.inputValue(`input[name="insured_name.${name}_kana"]`);
  await compose(page, keyboard, 'family', ['お', 'おお', 'おおえ', '大江']);
  expect(await kana('family')).toBe('オオエ');
  await page.fill('input[name="insured_name.given_kana"]', 'ハナエ');
  await compose(page, keyboard, 'given', ['はな', '花']);
  expect(await kana('given')).toBe('ハナエ');
  await page.fill('input[name="insured_name.given_kana"]', '');
  await compose(page, keyboard, 'given', ['こ', '子']);
  expect(await kana('given')).toBe('ハナコ');
}, 60_000);
