import { describe, expect, it } from 'vitest';
import { phone } from '../support/browser.ts';
import { formScene } from '../support/form-scene.ts';
import { SMALL_PDF, SMALL_PNG } from '../support/multipart.ts';
import { pageProblems } from '../support/page-checks.ts';
import { lookUp, readReceipt } from '../support/receipt.ts';
import { go, sendFile } from '../support/walk.ts';

const scene = formScene();

describe.each([{ javaScript: true }, { javaScript: false }])(
  'documents on a phone, scripts $javaScript',
  ({ javaScript }) => {
    it('are handed in with the application and afterwards', { timeout: 120_000 }, async () => {
      const procedure = 'care-equipment';
      const device = { javaScript };
      const { page } = await scene.openForm({ procedure, until: 'attachments', device });
      const look = async () =>
        expect
          .soft(
            await pageProblems(page, {
              locale: 'ja',
              typed: [SMALL_PNG.name, SMALL_PDF.name],
              widths: [320, 390],
            }),
          )
          .toEqual([]);
      await look();
      await go(page, page.locator('#form button[value="next"]'));
      await look();
      await go(page, page.locator('.error-summary a').first());
      await look();
      // Nothing chosen.
      if (!javaScript) {
        await go(page, page.locator('form[data-upload] button'));
        await look();
      }
      const program = { name: 'a.exe', mimeType: 'image/png', buffer: Buffer.from('MZ') };
      await page.setInputFiles('#file', program);
      if (!javaScript) await go(page, page.locator('form[data-upload] button'));
      await page.locator('.error-summary').waitFor();
      await look();
      await sendFile(page, SMALL_PNG);
      await page.locator('.notice--success').waitFor();
      expect(await page.locator('.rows__item').allInnerTexts()).toEqual([
        expect.stringContaining(SMALL_PNG.name),
      ]);
      await look();
      await go(page, page.locator('.rows__actions a').last());
      await look();
      await go(page, page.locator('main a.button'));
      await go(page, page.locator('main a.button').last());
      expect(await page.locator('.tag--success').innerText()).toBe('1件 入りました');
      await go(page, page.locator('.resource-list__link').last());
      await go(page, page.locator('main button[value="later"]'));
      await look();
      await go(page, page.locator('#form button[value="next"]'));
      await look();
      await go(page, page.locator('#form button[value="submit"]'));
      await look();
      const receipt = await readReceipt(page);
      await page.context().close();

      const other = await (await phone(device)).newPage();
      await lookUp(other, `${scene.url()}/ja`, receipt);
      await go(other, other.locator('main a[href$="/attachments/plan"]').first());
      await sendFile(other, SMALL_PDF);
      await other.locator('.notice--success').waitFor();
      await go(other, other.locator('main a.button').last());
      expect(await other.innerText('main')).toContain('書類の写真を受け取りました');
      await other.context().close();
    });
  },
);

it('a file that is chosen before its script has come is sent by it', {
  timeout: 60_000,
}, async () => {
  const procedure = 'care-equipment';
  const { page } = await scene.openForm({ procedure, until: 'attachments' });
  let come = () => {};
  const script = new Promise<void>((done) => {
    come = done;
  });
  await page.route(/upload[^/]*\.js/, async (route) => {
    await script;
    await route.continue();
  });
  await page.goto(`${scene.url()}/ja/apply/${procedure}/attachments/plan`, { waitUntil: 'commit' });
  const { name, type, content } = SMALL_PNG;
  const file = { name, mimeType: type ?? 'image/png', buffer: Buffer.from(content) };
  await page.setInputFiles('#file', file);
  expect(await page.locator('form[data-upload] button').isVisible()).toBe(true);
  come();
  await page.locator('.notice--success').waitFor();
  expect(await page.locator('.rows__item').innerText()).toContain(name);
  await page.context().close();
});
