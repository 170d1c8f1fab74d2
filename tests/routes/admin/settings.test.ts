import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closingOn } from '../../../server/domain/bookings/opening.ts';
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

const fileUrl = (path: string, step = '') =>
  `/admin/settings/file${step && `/${step}`}?path=${encodeURIComponent(path)}`;

async function send(url: string, form: Record<string, string | string[]>, from = url) {
  const { body } = await admin.get(from);
  return admin.post(url, { _csrf: hiddenFields(body)._csrf ?? '', ...form });
}
async function publish(path: string) {
  const { body } = await admin.get(fileUrl(path));
  const { base = '', proposal = '' } = hiddenFields(body);
  return send(fileUrl(path, 'publish'), { base, proposal }, fileUrl(path));
}

describe('what is changed in the settings', () => {
  it('is seen with its differences first, and by residents when it is published', async () => {
    const url = '/admin/settings/notices';
    expect((await send(url, { text_en: 'Closed' })).statusCode).toBe(422);
    const text = '12月10日は15時に<閉めます>。';
    expect((await send(url, { text_ja: text, text_en: 'Closed at 15:00' })).statusCode).toBe(303);
    const waiting = await admin.get(fileUrl('municipality.yaml'));
    expect(unescaped(waiting.body)).toContain(text);
    expect(waiting.body).toContain('公開する前の確認');
    expect((await site.resident().get('/ja/')).body).not.toContain('15時に');
    expect((await publish('municipality.yaml')).statusCode).toBe(303);
    expect(unescaped((await site.resident().get('/ja/procedures')).body)).toContain(text);
    expect((await site.resident().get('/en/procedures')).body).toContain('Closed at 15:00');
    const { entries } = await site.services.stores.audit.page({}, null, 5);
    expect(entries.map(({ action }) => action)).toContain('town_file.published');
  }, 60_000);

  it('is a new amount from its day on, and what was sent before keeps the old one', async () => {
    const url = '/admin/settings/amounts';
    const name = 'dog_registration';
    expect((await send(url, { name, from: '2026-13-01', value: 'x' })).statusCode).toBe(422);
    await send(url, { name, from: '2027-04-01', value: '３，２００' });
    await publish('amounts.yaml');
    const amount = site.services.library.town.amounts.find((one) => one.name === name);
    expect(amount?.values.map(({ value }) => value)).toEqual([3000, 3200]);
  }, 60_000);

  it('is refused where the town would not stand with it, with the line and the mend', async () => {
    const path = 'catalogues/bulky_items.csv';
    const { body } = await admin.get(fileUrl(path, 'text'));
    const broken = body.replace(/^(chest-200,.*),300,1,1,accept/m, '$1,dear,1,1,accept');
    expect(broken).not.toBe(body);
    await send(fileUrl(path), { text: broken }, fileUrl(path));
    const page = await admin.get(fileUrl(path));
    expect(page.body).toContain('このままでは公開できません');
    expect(page.body).not.toContain('>公開する<');
    await publish(path);
    expect(site.services.catalogues.get('bulky_items')?.rows.length).toBeGreaterThan(10);
    await send(fileUrl(path, 'withdraw'), {}, fileUrl(path));

    const town = fileUrl('municipality.yaml');
    await send(town, { text: 'sections: [' }, town);
    const room = await admin.get('/admin/settings/notices');
    expect([room.statusCode, room.headers.location]).toEqual([303, town]);
    expect((await admin.get(town)).body).toContain('このままでは公開できません');
    await send(fileUrl('municipality.yaml', 'withdraw'), {}, town);
    expect((await admin.get('/admin/settings/notices')).statusCode).toBe(200);
    expect((await admin.get(fileUrl(path))).body).not.toContain('公開する前の確認');
  }, 60_000);

  it('is not taken over what somebody else published meanwhile', async () => {
    const path = 'municipality.yaml';
    const before = await admin.get(fileUrl(path, 'text'));
    await send(fileUrl(path), { text: `${before.body}\n# one\n` }, fileUrl(path));
    const { proposal = '' } = hiddenFields((await admin.get(fileUrl(path))).body);
    const stale = await send(fileUrl(path, 'publish'), { base: '0', proposal }, fileUrl(path));
    expect(stale.statusCode).toBe(422);
    expect(stale.body).toContain('ほかの人が先に変えました');
    expect((await site.services.stores.townFiles.history(path))[0]?.number).toBe(1);
  }, 60_000);

  it('never leads out of the town’s own files, and is for its admins only', async () => {
    for (const path of ['../../etc/passwd', 'child-allowance/definition.yaml', 'x.yaml', '']) {
      expect((await admin.get(fileUrl(path))).statusCode).toBe(404);
    }
    const { browser } = await site.member({ role: 'case_worker', section: 'child' });
    expect((await browser.get('/admin/settings')).statusCode).toBe(403);
  });

  it('has colours that everybody can read', async () => {
    const url = '/admin/settings/branding';
    const pale = await send(url, { colour: '#66ccff', name_ja: '見本市' });
    expect(pale.statusCode).toBe(422);
    expect(pale.body).toContain('この色は薄すぎて');
    await send(url, { colour: '#005500', name_ja: '見本市' });
    await publish('municipality.yaml');
    const { body } = await site.resident().get('/ja/');
    const sheet = /href="(\/branding\/colours\.css\?v=005500)"/.exec(body)?.[1] ?? '';
    expect((await site.resident().get(sheet)).body).toContain('#005500');
  }, 60_000);
  it('is who may do what: two people change it, it holds for who is signed in, and can be undone', async () => {
    const url = '/admin/settings/permissions/section_manager';
    const path = 'permissions.yaml';
    const system = await site.member({ role: 'system_admin' });
    const manager = await site.member({ role: 'section_manager', section: 'child' });
    const statusOf = async (page: string) => (await manager.browser.get(page)).statusCode;
    expect([await statusOf('/admin/indicators'), await statusOf('/admin/inventory')]).toEqual([
      200, 403,
    ]);
    const { body } = await admin.get(url);
    const ticked = [...body.matchAll(/name="may" value="([\w.]+)" checked/g)].map(
      ([, one = '']) => one,
    );
    const _csrf = hiddenFields(body)._csrf ?? '';
    const post = (may: string[]) => admin.post(url, { _csrf, may });
    const refused = await post([...ticked, 'books.close', 'books.read']);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('地方自治法第170条');
    expect(refused.body).toMatch(/value="books.close" checked/);

    const wanted = [...ticked.filter((one) => one !== 'figures.read'), 'inventory.manage'];
    expect((await post(wanted)).statusCode).toBe(303);
    const waiting = unescaped((await admin.get(fileUrl(path))).body);
    expect(waiting).toContain('課長：数字を見る');
    expect(waiting).toContain('公開するのは、システム管理者です');
    await publish(path);
    expect(await statusOf('/admin/indicators')).toBe(200);

    const page = await system.browser.get(fileUrl(path));
    const form = hiddenFields(page.body);
    expect((await system.browser.post(fileUrl(path, 'publish'), form)).statusCode).toBe(303);
    expect([await statusOf('/admin/indicators'), await statusOf('/admin/inventory')]).toEqual([
      403, 200,
    ]);
    const { entries } = await site.services.stores.audit.page({}, null, 20);
    const entry = entries.find(({ action }) => action === 'permissions.changed');
    expect(entry?.detail['changed']).toBe(
      '課長は「棚卸しと数字を入れる」ができるようになる、課長は「数字を見る」ができなくなる',
    );

    // Who has put it together does not publish it, whatever they are.
    const own = await system.browser.post(url, { _csrf: form._csrf ?? '', may: ticked });
    expect(own.statusCode).toBe(303);
    const publishOwn = async () => {
      const again = hiddenFields((await system.browser.get(fileUrl(path))).body);
      return system.browser.post(fileUrl(path, 'publish'), { ...again, base: '1' });
    };
    const alone = await publishOwn();
    expect(alone.statusCode).toBe(422);
    expect(alone.body).toContain('自分では公開できません');
    // Nor when somebody else has put something to it since.
    expect((await post([...ticked, 'inventory.manage'])).statusCode).toBe(303);
    const together = await publishOwn();
    expect([together.statusCode, together.body.includes('自分では公開できません')]).toEqual([
      422,
      true,
    ]);
    expect(await statusOf('/admin/indicators')).toBe(403);
    await send(fileUrl(path, 'withdraw'), {}, fileUrl(path));
  }, 60_000);

  it('is the week of a place and the town’s own holidays, with what residents lose by it', async () => {
    const path = 'resources/facilities.yaml';
    const place = `/admin/settings/calendar/opening?place=${encodeURIComponent(path)}`;
    const form = {
      from: '2026-11-21',
      weekday: ['月', '火'],
      on_holiday: 'open',
      year_from: '12-28',
    };
    const wrong = await send(place, { ...form, holidays: 'closed', cell: '火よう' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('年末年始の休みは、始まりと終わりを');
    expect(wrong.body).toContain('value="火よう"');
    const good = { ...form, holidays: 'closed', year_to: '01-04' };
    expect((await send(place, good)).statusCode).toBe(303);
    const page = unescaped((await admin.get(fileUrl(path))).body);
    expect(page).toContain('共通の決まり › 開く日 › 毎週の休み › 曜日');
    expect(page).toMatch(/休みになる：[^<]*12月1日（火）/);
    expect(page).toContain('入っている予約に、当たるものはありません');
    await publish(path);

    const holidays = '/admin/settings/holidays';
    expect((await send(holidays, { day: '2027-02-03' })).statusCode).toBe(422);
    await send(holidays, { day: '2027-02-03', yearly: 'yes', name_ja: '市制記念日' });
    await publish('holidays.yaml');
    const { resources } = site.services;
    const arena = resources.find('arena')?.versions[0].opening;
    const closing = (day: string) => arena && closingOn(arena, day)?.closing;
    expect(['2026-12-01', '2026-12-02', '2028-02-03'].map(closing)).toEqual([
      'weekly',
      undefined,
      'holiday',
    ]);
  }, 60_000);

  it('is one row of a table: another fee from a day on, a new item, one that goes', async () => {
    const path = 'catalogues/bulky_items.csv';
    const table = `/admin/settings/table?path=${encodeURIComponent(path)}`;
    const list = unescaped((await admin.get(`${table}&q=${encodeURIComponent('chest-200')}`)).body);
    const row = /href="([^"]*\/row\?[^"]*)"/.exec(list.split('<tbody>')[1] ?? '')?.[1] ?? '';
    const { body } = await admin.get(row);
    const cells = Object.fromEntries(
      [
        ...unescaped(body).matchAll(
          /name="(cell_\w+)"[^>]*?(?: value="([^"]*)">|>([^<]*)<\/textarea>)/g,
        ),
      ].map(([, name = '', value, text]) => [name, value ?? text ?? '']),
    );
    const chosen = { ...cells, cell_category: 'furniture', cell_status: 'accept' };
    const copy = /href="([^"]*copy=[^"]*)"/.exec(unescaped(body))?.[1] ?? '';
    const twice = await send(copy, { ...chosen, cell_fee_yen: '350' });
    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain('同じ番号の行が、もうあります');
    const later = { ...chosen, cell_fee_yen: '３５０円', cell_valid_from: '2027-04-01' };
    expect((await send(copy, later)).statusCode).toBe(303);
    const waiting = unescaped((await admin.get(fileUrl(path))).body);
    expect(waiting).toContain('【chest-200】（2027-04-01から） › 手数料（円）');
    await publish(path);
    const fees = () =>
      site.services.catalogues
        .get('bulky_items')
        ?.rows.filter(({ id }) => id === 'chest-200')
        .map(({ fee_yen }) => fee_yen);
    expect(fees()).toEqual([300, 350]);

    // Somebody else was quicker: the old page changes nothing.
    const stale = await admin.post(row, { ...hiddenFields(body), intent: 'remove', mark: 'old' });
    expect([stale.statusCode, stale.body.includes('ほかの人が先に変えました')]).toEqual([
      422,
      true,
    ]);
    const last = row.replace(/row=(\d+)/, (_all, at) => `row=${Number(at) + 1}`);
    const shown = await admin.get(last);
    await admin.post(last, { ...hiddenFields(shown.body), intent: 'remove' });
    expect(unescaped((await admin.get(fileUrl(path))).body)).toMatch(
      /【chest-200】（2027-04-01から） › 手数料（円）<\/th><td>350<\/td><td>なくなります/,
    );
    await send(fileUrl(path, 'withdraw'), {}, fileUrl(path));
  }, 60_000);

  it('may lack a translation, never the Japanese, and phrases lack none', async () => {
    const section = '/admin/settings/sections/child';
    const { body } = await admin.get(section);
    const typed = Object.fromEntries(
      [
        ...unescaped(body).matchAll(
          /name="((?:name|place)_[\w-]+|phone|sealing_key)"[^>]* value="([^"]*)"/g,
        ),
      ].map(([, name = '', value = '']) => [name, value]),
    );
    const refused = await send(section, { ...typed, place_ja: '' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(
      '課の場所を日本語で入力してください。ほかの言葉の訳がないときに',
    );
    expect(refused.body).toContain(`value="${typed['name_vi']}"`);
    await send(section, { ...typed, name_ko: '' });
    const waiting = unescaped((await admin.get(fileUrl('municipality.yaml'))).body);
    expect(waiting).toMatch(/こども課 › 名前 › 韓国語<\/th><td>[^<]+<\/td><td>なくなります/);
    expect((await admin.get('/admin/settings/sections')).body).toContain('韓国語（名前）');
    await send(fileUrl('municipality.yaml', 'withdraw'), {}, fileUrl('municipality.yaml'));

    const phrases = '/admin/settings/phrases?language=en&q=page_applying_person';
    expect((await admin.get(phrases)).body).toContain('Who is applying?');
    const key = 'page_applying_person';
    const emptied = await send(phrases, { key, text: '' });
    expect([emptied.statusCode, emptied.body.includes('この言葉で出せなくなる')]).toEqual([
      422,
      true,
    ]);
    const same = await send(phrases, { key, text: 'Who is applying?' });
    expect([same.statusCode, String(same.headers.location).includes('said=')]).toEqual([
      303,
      false,
    ]);
    expect((await send(phrases, { key, text: 'Your name & address' })).statusCode).toBe(303);
    const list = await admin.get('/admin/settings');
    expect(list.body).toContain('よく使う文の英語を直した');
    expect(unescaped((await admin.get(phrases)).body)).toContain('Your name & address</textarea>');
    await send(fileUrl('phrases/town.en.yaml', 'withdraw'), {}, fileUrl('phrases/town.en.yaml'));
  }, 60_000);
});
