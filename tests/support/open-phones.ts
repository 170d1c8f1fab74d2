import type { BrowserContext } from 'playwright-core';

/** The phones of this worker that are not put away yet. */
export const openPhones = new Set<BrowserContext>();

const LONGEST = 2_000;

/** What stands on every open page, for the report of a test that failed: address and visible words. */
export async function whatPhonesShow(): Promise<string[]> {
  const pages = [...openPhones].flatMap((phone) => phone.pages());
  return Promise.all(
    pages.map(async (page) => {
      const words = await page
        .locator('body')
        .innerText({ timeout: 2_000 })
        .catch((error: unknown) => `(${error})`);
      return `${page.url()}\n${words.replace(/\n{2,}/g, '\n').slice(0, LONGEST)}`;
    }),
  );
}
