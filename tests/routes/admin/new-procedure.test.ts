import { afterAll, beforeAll, expect, it } from 'vitest';
import { formOf } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const NEW = '/admin/procedures/new';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

it('takes an address as somebody types it who writes Japanese, and says who changed what', async () => {
  const { browser, login } = await site.member({ role: 'procedure_admin' });
  const { hidden } = await browser.open(NEW);
  const blank = { ...hidden, from: 'blank', section: 'environment', title: '税務証明' };
  const refused = await browser.post(NEW, { ...blank, id: '税務証明' });
  expect([refused.statusCode, refused.body.includes('ローマ字でもかまいません')]).toEqual([
    422,
    true,
  ]);
  const made = await browser.post(NEW, { ...blank, id: ' Ｚｅｉｍｕ＿shomei　１ ' });
  expect(made.statusCode).toBe(303);
  const version = String(made.headers.location).split('/').at(-1) ?? '';
  expect((await site.services.stores.versions.find(version))?.procedureId).toBe('zeimu-shomei-1');

  const outline = `/admin/versions/${version}`;
  const form = formOf((await browser.get(outline)).body, 'add-page');
  await browser.post(outline, { ...form, title: '証明の種類' });
  const edits = unescaped((await browser.get(outline)).body).split('builder-edits')[1] ?? '';
  const name = (await site.services.stores.staff.list()).find((one) => one.login === login)?.name;
  expect(edits).toContain(`、${name}<`);
  expect(edits).not.toContain(login);
});

it('offers what one can begin from in the order of Japanese', async () => {
  const { browser } = await site.member({ role: 'procedure_admin' });
  const list = (await browser.get(NEW)).body.split('id="shipped-shipped"')[1] ?? '';
  const titles = [...(list.split('</select>')[0] ?? '').matchAll(/value="[^"]+">([^<]+)</g)].map(
    ([, title = '']) => unescaped(title),
  );
  expect(titles.length).toBeGreaterThan(30);
  expect(titles).toEqual(titles.toSorted((a, b) => a.localeCompare(b, 'ja')));
});
