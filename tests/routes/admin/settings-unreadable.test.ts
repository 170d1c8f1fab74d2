import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const fileUrl = (path: string, step = 'file') =>
  `/admin/settings/${step}?path=${encodeURIComponent(path)}`;

let site: OfficeApp;
let admin: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  admin = (await site.member({ role: 'procedure_admin' })).browser;
}, 60_000);
afterAll(() => site.close());

async function proposed(path: string, change: (text: string) => string): Promise<string> {
  const text = (await admin.get(fileUrl(path, 'file/text'))).body;
  const page = (await admin.get(fileUrl(path))).body;
  await admin.post(fileUrl(path), { ...hiddenFields(page), text: change(text) });
  return unescaped((await admin.get(fileUrl(path))).body);
}

const BROKEN: readonly (readonly [string, (text: string) => string])[] = [
  ['of a slip of the pen', (text) => text.replace('group: facilities', 'group: [facilities')],
  ['with a value that nothing takes', (text) => text.replace('capacity: 1', 'capacity: いくつか')],
  ['that holds something else', () => 'こんにちは\n'],
];

it.each(BROKEN)(
  'a file of places %s: it can’t be read, and which places that is',
  async (_, to) => {
    const page = await proposed('resources/facilities.yaml', to);
    expect(page).toContain('このファイルは、読めません');
    const places = site.services.resources.inGroup('facilities');
    expect(places.length).toBeGreaterThan(3);
    for (const { name } of places) expect(page).toContain(`<li>${name['ja']}</li>`);
    expect(page).toContain(`次の${places.length}か所が、どれも予約できなくなります`);
    expect(page).toMatch(/<li>\d+行目：/);
    for (const other of [
      '変わるところ',
      '休みになる：',
      '住民から見て変わること',
      '使えなくなります',
    ]) {
      expect(page).not.toContain(other);
    }
    expect(page).not.toContain('>公開する<');
  },
  60_000,
);

it('the town’s own holidays, that they can’t be read', async () => {
  const page = await proposed('holidays.yaml', () => '- { day: いつか }\n');
  expect(page).toContain('このファイルは、読めません');
  expect(page).not.toContain('か所が、どれも');
  expect(page).not.toContain('住民から見て変わること');
}, 60_000);
