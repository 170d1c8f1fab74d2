import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { go } from './walk.ts';

/** What the resident does at the payment company. */
export type PaymentStory = 'card' | 'card_refused_first' | 'konbini_later' | 'leaves_and_returns';

const method = (page: Page, name: 'card' | 'konbini') =>
  go(page, page.locator(`button[name="method"][value="${name}"]`));

const act = (page: Page, action: string) =>
  go(page, page.locator(`button[name="action"][value="${action}"]`));

const backToTown = (page: Page) => go(page, page.locator('a.choice--link'));

async function refusedOnce(page: Page): Promise<void> {
  await method(page, 'card');
  await act(page, 'refuse_card');
  // Back on the pay page, which says what happened and offers both ways again.
  expect(await page.locator('main [role="alert"]').count()).toBe(1);
}

async function payAtTheShop(page: Page): Promise<void> {
  await method(page, 'konbini');
  await act(page, 'issue_slip');
  const slip = page.url();
  await backToTown(page);
  // The slip is out, the money is not in: nothing says that it went well.
  expect(await page.locator('main .notice--success').count()).toBe(0);
  await page.goto(slip);
  await act(page, 'pay_slip');
  await backToTown(page);
}

/** From the pay page of a new application to its confirmation. */
export async function pay(page: Page, story: PaymentStory): Promise<void> {
  if (story === 'card_refused_first') await refusedOnce(page);
  if (story === 'leaves_and_returns') {
    await method(page, 'card');
    await backToTown(page);
  }
  if (story === 'konbini_later') {
    await payAtTheShop(page);
  } else {
    await method(page, 'card');
    await act(page, 'pay_card');
  }
}
