import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  admin = (await site.member({ role: 'procedure_admin' })).browser;
}, 60_000);
afterAll(() => site.close());

const PATH = 'municipality.yaml';
const url = (step = '') => `/admin/settings/file${step && `/${step}`}?path=${PATH}`;

it('a file is published as it was looked at, not as somebody has changed it since', async () => {
  const { stores } = site.services;
  const before = (await admin.get(url('text'))).body;
  const shown = async () => hiddenFields((await admin.get(url())).body);
  const propose = async (phone: string) => {
    const text = before.replace('phone: 00-0000-0001', `phone: ${phone}`);
    expect((await admin.post(url(), { ...(await shown()), text })).statusCode).toBe(303);
  };
  await propose('00-0000-1111');
  const seen = await shown();
  await propose('00-0000-2222');
  const late = await admin.post(url('publish'), seen);
  expect(late.statusCode).toBe(422);
  expect(unescaped(late.body)).toContain('ほかの人が先に変えました');
  expect(await stores.townFiles.history(PATH)).toEqual([]);
  expect((await admin.post(url('publish'), await shown())).statusCode).toBe(303);
  expect(await stores.townFiles.history(PATH)).toHaveLength(1);
}, 60_000);
