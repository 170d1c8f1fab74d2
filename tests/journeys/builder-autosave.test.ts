import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeBrowser } from '../support/browser.ts';
import { BuilderBrowser } from '../support/builder-browser.ts';
import { builderOf } from '../support/builder-drafts.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { freePort } from '../support/server.ts';

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

it('a condition that saved itself stays when something else beside it is typed', async () => {
  const admin = await site.member({ role: 'procedure_admin', login: 'tetsuzuki-tanto' });
  const { home, yaml } = await builderOf(site, admin).draftOf('dog-registration');
  const builder = await BuilderBrowser.open(url, admin.browser);
  const { page } = builder;
  await builder.visit(`${home}/pages/owner/fields/dog_place`);
  const saved = async (act: () => Promise<unknown>) => {
    const answer = page.waitForResponse(
      (one) => one.request().method() === 'POST' && one.request().headers()['x-builder'] === '1',
    );
    await act();
    expect((await (await answer).json()).state).toBe('saved');
  };
  const label = page.locator('#field-label');
  const form = page.locator('form#field');
  const cel = form.locator('[name="when.cel"]');
  const asked = async () => / {6}dog_place:(?:\n {8}.*)+/.exec(await yaml())?.[0];

  // Chosen: the expression below follows.
  await form.locator('[name="when.0.q"]').selectOption('kind');
  await saved(() => form.locator('[name="when.0.values"][value="new"]').check());
  await saved(() => label.fill('犬のいる所'));
  expect(await asked()).toContain('when: kind == "new"');
  expect(await cel.inputValue()).toBe('kind == "new"');

  // Written: the rows above follow.
  await form.locator('summary', { hasText: '式で書く' }).click();
  await saved(() => cel.fill('kind == "moved_in"'));
  await saved(() => label.fill('犬のいるところ'));
  expect(await asked()).toContain('when: kind == "moved_in"');
  expect(await form.locator('input[value="moved_in"]').isChecked()).toBe(true);
});
