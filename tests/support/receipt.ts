import type { Page } from 'playwright-core';
import { go } from './walk.ts';

/** What the confirmation shows once, and a resident writes down. */
export interface Receipt {
  readonly number: string;
  readonly code: string;
}

export async function readReceipt(page: Page): Promise<Receipt> {
  const [number = '', code = ''] = await page.locator('.receipt__number').allInnerTexts();
  return { number: number.trim(), code: code.trim() };
}

/** Looks an application up by its number and code, as on another phone. */
export async function lookUp(page: Page, siteInLanguage: string, receipt: Receipt): Promise<void> {
  await page.goto(`${siteInLanguage}/status`);
  await page.fill('main input[name="number"]', receipt.number);
  await page.fill('main input[name="code"]', receipt.code);
  await go(page, page.locator('main form button').first());
}
