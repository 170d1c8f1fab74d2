import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const ITEMS = 'catalogues/bulky_items.csv';

let site: OfficeApp;
let admin: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  admin = (await site.member({ role: 'procedure_admin' })).browser;
}, 60_000);
afterAll(() => site.close());

const fileUrl = (path: string, step = '') =>
  `/admin/settings/file${step && `/${step}`}?path=${encodeURIComponent(path)}`;

async function send(url: string, form: Record<string, string>, from = url) {
  const { body } = await admin.get(from);
  const { _csrf = '' } = hiddenFields(body);
  return admin.post(url, { ...form, _csrf });
}
/** The page that the answer leads to. */
async function follow(response: { readonly headers: { readonly location?: string } }) {
  return unescaped((await admin.get(response.headers.location ?? '')).body);
}

it('tells what is wrong in a table row by row in Japanese, and nothing that only follows', async () => {
  const { body } = await admin.get(fileUrl(ITEMS, 'text'));
  const wrong = body.replace(/^(chest-200,.*),300,1,1,accept/m, '$1,三百,1,1,accept');
  const page = await follow(await send(fileUrl(ITEMS), { text: wrong }, fileUrl(ITEMS)));
  const told = page.split('<h3>変わるところ')[0] ?? '';
  expect(told).toContain(
    '3行目：「三百」は使えません。 手数料（円）は数字で入力してください。例：500',
  );
  expect(told).not.toMatch(/Invalid|Compare|definition\.yaml/);
  expect(told).not.toContain('が使えなくなります');
  const back = await follow(await send(fileUrl(ITEMS, 'withdraw'), {}, fileUrl(ITEMS)));
  expect(back).toContain('取りやめました。');
});

it('names the procedure that a change breaks, and who proposed it', async () => {
  const { body } = await admin.get(fileUrl(ITEMS, 'text'));
  const dear = body.replace(/^(futon.*),(\d+)(,\d+,\d+,accept)/m, '$1,99$2$3');
  expect(dear).not.toBe(body);
  const page = await follow(await send(fileUrl(ITEMS), { text: dear }, fileUrl(ITEMS)));
  expect(page).toMatch(/<a href="\/admin\/procedures\/bulky-waste">粗大ごみの収集の申込み<\/a>/);
  expect(page).not.toContain('手続き「bulky-waste」');
  const by = /文字を直した（([^）]+)）/.exec(page)?.[1] ?? '';
  const staff = await site.services.stores.staff.list();
  expect(staff.map(({ name }) => name)).toContain(by);
  await send(fileUrl(ITEMS, 'withdraw'), {}, fileUrl(ITEMS));
}, 30_000);

it('leaves nothing waiting where a form was sent as it was shown', async () => {
  const url = '/admin/settings/branding';
  const { body } = await admin.get(url);
  const names = [
    ...unescaped(body).matchAll(/name="((?:name_[\w-]+|colour))"[^>]* value="([^"]*)"/g),
  ];
  expect(names.length).toBeGreaterThan(3);
  const form = Object.fromEntries(names.map(([, name = '', value = '']) => [name, value]));
  const page = await follow(await send(url, form));
  expect(page).toContain('変わるところはありません。');
  expect(await site.services.stores.townFiles.proposals()).toEqual([]);
});

it('has no English unit among the amounts, takes 円, and changes nothing that is past', async () => {
  const url = '/admin/settings/amounts';
  const { body } = await admin.get(url);
  expect(body).not.toMatch(/\d(hours|months|years|days|pieces)/);
  expect(unescaped(body)).toContain('負担割合証が切り替わる月（今 8月）');
  const typed = { name: 'dog_registration', value: '￥３，５００円' };
  const past = await send(url, { ...typed, from: '2020-04-01' });
  expect([past.statusCode, past.body.includes('今日より前にできません')]).toEqual([422, true]);
  expect(past.body).toContain('href="#from"');
  expect(past.body).toMatch(/id="from"[^>]*aria-invalid="true" aria-describedby="from-error"/);
  expect((await send(url, { ...typed, from: '2027-02-30' })).statusCode).toBe(422);
  const page = await follow(await send(url, { ...typed, from: '2027-04-01' }));
  expect(page).toContain('<td>3500</td>');
});

it('calls tables by what is in them, and their languages in Japanese', async () => {
  const list = unescaped((await admin.get('/admin/settings')).body);
  expect(list).toContain('<td>粗大ごみの品目（韓国語）</td>');
  const table = await admin.get(`/admin/settings/table?path=${encodeURIComponent(ITEMS)}`);
  expect(table.body).toContain('<h1>粗大ごみの品目</h1>');
  expect((await admin.get(fileUrl(ITEMS))).body).toContain('<h1>粗大ごみの品目</h1>');
});

it('founds a section by a form, and procedures can belong to it', async () => {
  await send(fileUrl('amounts.yaml', 'withdraw'), {}, fileUrl('amounts.yaml'));
  const url = '/admin/settings/sections/new';
  expect((await admin.get('/admin/settings/sections')).body).toContain(`href="${url}"`);
  const form = { phone: '00-0000-0050', name_ja: '税務課', place_ja: '市役所1階 8番窓口' };
  const nameless = await send(url, { ...form, name_ja: '' });
  expect([nameless.statusCode, nameless.body.includes('00-0000-0050')]).toEqual([422, true]);
  const twin = await send(url, { ...form, name_ja: '環境課' });
  expect(twin.body).toContain('同じ名前の課が、もうあります');
  const path = 'municipality.yaml';
  expect(await follow(await send(url, { ...form, name_en: 'Tax Section' }))).toContain(
    '「税務課」を足した',
  );
  const { base = '', proposal = '' } = hiddenFields((await admin.get(fileUrl(path))).body);
  await send(fileUrl(path, 'publish'), { base, proposal }, fileUrl(path));
  const offered = unescaped((await admin.get('/admin/procedures/new')).body);
  expect(offered).toContain('>税務課</option>');
}, 30_000);
