import { afterAll, beforeAll, expect, it } from 'vitest';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
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

const AMOUNTS = '/admin/settings/amounts';
const file = (step = '') => `/admin/settings/file${step}?path=amounts.yaml`;
const name = 'dog_registration';
const now = () =>
  site.services.library.town.amounts
    .find((one) => one.name === name)
    ?.values.map(({ from, value }) => [from, value]);

async function send(url: string, form: Record<string, string>, from = url) {
  const { body } = await admin.get(from);
  return admin.post(url, { _csrf: hiddenFields(body)._csrf ?? '', ...form });
}

async function publish() {
  const { base = '', proposal = '' } = hiddenFields((await admin.get(file())).body);
  return send(file('/publish'), { base, proposal }, file());
}

it('takes an amount from today on; examples that stay behind are named, with the way there', async () => {
  const today = todayInTokyo(site.clock.now());
  await send(AMOUNTS, { name, from: today, value: '3200' });
  const page = unescaped((await admin.get(file())).body);
  expect(page).toContain('前の額のままになる例');
  expect(page).toMatch(/<a href="\/admin\/procedures\/dog-registration">[^<]*<\/a>：例「/);
  expect(page).toContain('手数料は 6550 のはずですが、6950 になります');
  expect(page).toContain('>公開する<');
  expect((await publish()).statusCode).toBe(303);
  expect(now()?.at(-1)).toEqual([today, 3200]);
  expect(site.services.library.procedures.has('dog-registration')).toBe(true);

  const twice = await send(AMOUNTS, { name, from: today, value: '3300', replace: '1' });
  expect(twice.statusCode).toBe(422);
  expect(unescaped(twice.body)).toContain('からの額は、もう 3,200円 と決まっています');
  expect(twice.body).not.toContain('その日からの額を置き換える');
}, 60_000);

it('an amount of a day that has one stays at the form with its row marked, and can be put in its place', async () => {
  const from = '2027-04-01';
  await send(AMOUNTS, { name, from, value: '3500' });
  expect((await publish()).statusCode).toBe(303);
  const twin = await send(AMOUNTS, { name, from, value: '３，６００円' });
  expect(twin.statusCode).toBe(422);
  const body = unescaped(twin.body);
  expect(body).toContain('令和9年4月1日からの額は、もう 3,500円 と決まっています');
  expect(body).toMatch(/<tr class="settings-twin"><th scope="row">犬の登録手数料/);
  expect(body).toContain('value="2027-04-01"');
  expect(body).toContain('value="3600"');
  expect(body).not.toContain('文字の画面で');
  const put = await send(AMOUNTS, { name, from, value: '3600', replace: '1' });
  expect(put.headers.location).toBe(file());
  await publish();
  expect(now()?.at(-1)).toEqual([from, 3600]);
  expect(now()?.filter(([day]) => day === from)).toHaveLength(1);
}, 60_000);
