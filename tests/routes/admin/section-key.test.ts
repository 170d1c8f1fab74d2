import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSealingKey } from '../../../server/integrations/sealing/age.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const URL = '/admin/settings/sections/child';
const FILE = '/admin/settings/file?path=municipality.yaml';

let site: OfficeApp;
let admin: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  admin = (await site.member({ role: 'procedure_admin' })).browser;
}, 60_000);
afterAll(() => site.close());

async function save(key: string) {
  const { body } = await admin.get(URL);
  const typed = [
    ...unescaped(body).matchAll(
      /<input class="input"[^>]* name="(\w[\w-]*)"[^>]*? value="([^"]*)"/g,
    ),
  ];
  const fields = Object.fromEntries(typed.map(([, name = '', value = '']) => [name, value]));
  return admin.post(URL, { ...hiddenFields(body), ...fields, sealing_key: key });
}
const keyNow = () => site.services.library.municipality.sections['child']?.sealing_key;

it('has a section’s key changed, with what that does, from its publication on', async () => {
  const before = keyNow();
  const { body } = await admin.get(URL);
  expect(body).toContain(`value="${before}"`);
  expect(body).toContain('この鍵で封をしている手続き：「');
  expect(body).toContain('もう送られたものは、前の鍵で封をしたままです');
  const { recipient } = await makeSealingKey();
  expect((await save(`sealing_key: ${recipient}\n`)).statusCode).toBe(303);
  expect(keyNow()).toBe(before);
  const file = await admin.get(FILE);
  expect(unescaped(file.body)).toMatch(
    new RegExp(`こども課 › 封をする鍵</th><td>${before}</td><td>${recipient}</td>`),
  );
  const base = /name="base" value="(\d+)"/.exec(file.body)?.[1] ?? '';
  const url = FILE.replace('/file?', '/file/publish?');
  await admin.post(url, { ...hiddenFields(file.body), base });
  expect(keyNow()).toBe(recipient);
}, 60_000);

it('refuses a wrong key at its input, and never shows a secret one again', async () => {
  const wrong = await save(`${keyNow()?.slice(0, -1)}`);
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('href="#sealing_key"');
  expect(wrong.body).toContain('62文字のところ、61文字です');
  const { identity } = await makeSealingKey();
  const secret = await save(identity);
  expect(secret.statusCode).toBe(422);
  expect(secret.body).toContain('開く鍵（秘密鍵）です');
  expect(secret.body.toLowerCase()).not.toContain(identity.toLowerCase());
}, 60_000);

it('stays while something is sealed with it', async () => {
  const emptied = await save('');
  expect(emptied.statusCode).toBe(422);
  expect(emptied.body).toContain('空にできません');
}, 60_000);
