import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builderOf, formOf, shippedSources } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let draftOf: ReturnType<typeof builderOf>['draftOf'];
let change: ReturnType<typeof builderOf>['change'];
let entry: ReturnType<typeof builderOf>['entry'];

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin', login: 'tetsuzuki-tanto' });
  ({ draftOf, change, entry } = builderOf(site, admin));
});
afterAll(() => site.close());

describe('the builder', () => {
  it('changes what was changed and nothing else, and a script in a label stays text', async () => {
    const { home, yaml, id } = await draftOf('dog-registration');
    const before = await yaml();
    const path = `${home}/pages/kind/fields/kind`;
    expect((await change(path, 'field', {})).statusCode).toBe(303);
    expect(await yaml()).toBe(before);

    const label = '<script>alert(1)</script>: どちら # ですか';
    expect((await change(path, 'field', { label })).statusCode).toBe(303);
    const after = await yaml();
    const kept = (text: string) => text.split('\n').filter((line) => !line.includes('label: '));
    expect(kept(after)).toEqual(kept(before));
    expect((await admin.browser.get(path)).body).not.toContain('<script>alert');
    const preview = await admin.browser.get(`${home}/preview/ja/kind`);
    expect(preview.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;: どちら # ですか');

    const outline = await admin.browser.open(home);
    expect(outline.page.body).toContain('元に戻す');
    await admin.browser.post(`${home}/undo`, { ...outline.hidden, back: path });
    expect(await yaml()).toBe(before);
    const version = await site.services.stores.versions.find(id);
    expect(version?.files).toEqual(shippedSources('dog-registration'));
  });

  it('keeps the keys of options whatever becomes of their words and their order', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const path = `${home}/pages/kind/fields/chip`;
    const options =
      '全部の犬を登録した\nしていない\n登録した犬と、登録していない犬がいる\nわからない';
    expect((await change(path, 'field', { options })).statusCode).toBe(303);
    const at = (await yaml()).indexOf('microchip_hint');
    const keys = [...(await yaml()).slice(at).matchAll(/^ {10}(\w+): (.+)$/gm)].slice(0, 4);
    expect(keys.map(([, key, text]) => [key, text])).toEqual([
      ['all', '全部の犬を登録した'],
      ['none', 'していない'],
      ['some', '登録した犬と、登録していない犬がいる'],
      ['option_1', 'わからない'],
    ]);
    const twice = await change(path, 'field', { options: '同じ\n同じ' });
    expect(twice.statusCode).toBe(422);
    expect(unescaped(twice.body)).toContain('同じ選択肢が2つあります');
    expect(twice.body).toContain('同じ\n同じ</textarea>');
  });

  it('takes conditions by choosing row by row, and expressions from those who write them', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const path = `${home}/pages/kind/fields/chip`;
    await change(path, 'field', { 'when.cel': '' });
    const chosen = await change(path, 'field', { 'when.0.q': 'kind' });
    // Without a script the question's options come with the answer; nothing is saved yet.
    expect(chosen.statusCode).toBe(422);
    expect(unescaped(chosen.body)).toContain(
      '「登録の種類」がどうなら当てはまるかを選んでください。',
    );
    const row = { 'when.0.values': 'new' };
    const added = await admin.browser.post(path, {
      ...formOf(chosen.body, 'field'),
      ...row,
      intent: 'when:when.:add',
    });
    expect(added.statusCode).toBe(200);
    const two = { ...formOf(added.body, 'field'), 'when.1.q': 'year:today', 'when.1.is': '>=' };
    const wrong = await admin.browser.post(path, { ...two, 'when.1.number': 'いつか' });
    expect(unescaped(wrong.body)).toContain('「今日」と比べる数を入力してください。例：3');
    await admin.browser.post(path, { ...two, 'when.1.number': '２０２７', 'when.join': 'any' });
    expect(await yaml()).toContain(' when: kind == "new" || fiscal_year(today) >= 2027\n');
    const list = unescaped((await admin.browser.get(`${home}/pages/kind`)).body);
    expect(list).toContain(
      '「登録の種類」が「初めて登録する」のとき、または「今日」の年度が2027年度からのとき',
    );
    const less = formOf((await admin.browser.get(path)).body, 'field');
    const removed = await admin.browser.post(path, { ...less, intent: 'when:when.:remove.0' });
    await admin.browser.post(path, formOf(removed.body, 'field'));
    expect(await yaml()).toContain(' when: fiscal_year(today) >= 2027\n');

    await change(path, 'field', { 'when.cel': 'kind == "neu"' });
    const page = unescaped((await admin.browser.get(path)).body);
    expect(page).toContain('value="kind == "neu""');
    expect(page).toContain('「neu」は、「kind」の選択肢にありません');
    await change(path, 'field', { 'when.cel': '' });
    expect(await yaml()).not.toContain('neu');
  });

  it('shows both when somebody else was quicker, and keeps what was typed', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const path = `${home}/pages/owner/fields/dog_place`;
    const mine = formOf((await admin.browser.get(path)).body, 'field');
    // Elsewhere in the same version: no business of this form.
    await change(`${home}/pages/dogs`, 'page', { title: '飼い犬' });
    await change(path, 'field', { label: '犬のいる場所' });
    const late = await admin.browser.post(path, { ...mine, label: '犬の住むところ' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('value="犬の住むところ"');
    expect(unescaped(late.body)).toContain('<strong>今の内容：</strong>犬のいる場所');
    expect(await yaml()).toContain('犬のいる場所');
    const again = { ...formOf(late.body, 'field'), label: '犬の住むところ' };
    expect((await admin.browser.post(path, again)).statusCode).toBe(303);
    expect(await yaml()).toContain('犬の住むところ');
    expect(await yaml()).toContain('title: 飼い犬');
  });

  it('saves by itself, says what is wrong, and lets nobody else write', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const path = `${home}/parts/basics`;
    const form = formOf((await admin.browser.get(path)).body, 'found');
    const headers = { 'x-builder': '1' };
    const saved = await admin.browser.post(path, { ...form, minutes: '１２' }, headers);
    expect(saved.json()).toMatchObject({ state: 'saved', revision: 1 });
    expect(await yaml()).toContain('minutes: 12');
    // The form above it on the same page was shown before that, and is about something else.
    const names = formOf((await admin.browser.get(path)).body, 'names');
    const placed = await change(path, 'place', { basis: '見本市条例第9条' });
    const after = await admin.browser.get(String(placed.headers.location));
    expect(after.body).toMatch(/role="status"[^>]*>保存しました。/);
    const beside = await admin.browser.post(path, { ...names, title: '犬の登録申請' }, headers);
    expect(beside.json()).toMatchObject({ state: 'saved' });
    const wrong = await admin.browser.post(
      path,
      { ...form, mark: saved.json().mark, minutes: '長い' },
      headers,
    );
    expect([wrong.statusCode, wrong.json().problems[0].name]).toEqual([422, 'minutes']);
    const again = formOf((await admin.browser.get(path)).body, 'names');
    const long = await admin.browser.post(path, { ...again, title: 'あ'.repeat(301) }, headers);
    expect([long.statusCode, long.json().problems[0].text]).toEqual([
      422,
      '「手続きの名前」は300文字までです（いま301文字）。短くするか、2つに分けてください。',
    ]);

    const manager = await site.member({ role: 'section_manager', section: 'environment' });
    const page = await manager.browser.open(path);
    expect(page.page.statusCode).toBe(200);
    expect(page.page.body).not.toContain('保存する');
    const written = await manager.browser.post(path, { ...form, ...page.hidden });
    expect(written.statusCode).toBe(403);
    const other = await site.member({ role: 'section_manager', section: 'child' });
    expect((await other.browser.get(path)).statusCode).toBe(404);
  });

  it('adds, moves, copies and removes pages and questions; a new one can be seen at once', async () => {
    const { home, yaml } = await draftOf('event-application');
    const added = await change(home, 'add-page', { title: 'アレルギー' });
    const page = String(added.headers.location);
    const field = await change(page, 'add', { label: '食べられないもの', type: 'choices' });
    expect(field.headers.location).toBe(`${page}/fields/choices`);
    const preview = await admin.browser.get(`${home}/preview/ja/page_2`);
    expect(preview.body).toContain('食べられないもの');
    expect(preview.headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(preview.headers['x-frame-options']).toBe('SAMEORIGIN');
    await entry(home, 'page_2', 'up:page_2');
    await entry(page, 'choices', 'copy:choices');
    await entry(page, 'choices', 'remove:choices');
    const pages = [...(await yaml()).matchAll(/^ {2}- id: (\w+)/gm)].map(([, id]) => id);
    expect(pages.indexOf('page_2')).toBe(pages.length - 2);
    expect(await yaml()).toContain('食べられないもの（写し）');
    expect(await yaml()).not.toContain('label: 食べられないもの\n');
  });

  it('lets the form be tried in any language; nothing of that is kept or counted', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const before = await site.services.stores.versions.find(home.split('/').at(-1) ?? '');
    const { hidden } = await admin.browser.open(`${home}/preview`);
    const csrf = { _csrf: hidden._csrf ?? '' };
    await admin.browser.post(`${home}/preview/answers`, { ...csrf, answers: 'made_up' });
    const check = await admin.browser.open(`${home}/preview/en/check`);
    expect(check.page.body).toContain('3,000 yen');
    const sent = await admin.browser.post(`${home}/preview/en/check`, {
      ...check.hidden,
      intent: 'submit',
    });
    // What is owed is paid first, at nobody's; that has tests of its own.
    const company = await admin.browser.open(`${sent.headers.location}/card`);
    const said = { ...company.hidden, said: 'paid' };
    const paid = await admin.browser.post(`${sent.headers.location}/card`, said);
    const done = await admin.browser.get(String(paid.headers.location));
    expect(done.body).toContain('何も送られていません');
    expect(done.body).toContain('0000-0000-0000');
    const leave = { ...check.hidden, intent: 'leave' };
    const left = await admin.browser.post(`${home}/preview/en/check`, leave);
    expect(left.headers.location).toBe(`${home}/preview/en/start`);
    expect((await admin.browser.get(home)).statusCode).toBe(200);

    const kept = await admin.browser.post(`${home}/preview/example`, { ...csrf, name: 'tried' });
    expect(kept.statusCode).toBe(303);
    expect(await yaml()).toMatch(/ {2}tried:\n/);
    await admin.browser.post(`${home}/preview/example`, { ...csrf, name: '犬1頭、初めて' });
    expect(await yaml()).toMatch(/ {2}example_1:\n {4}title: 犬1頭、初めて\n/);
    expect((await admin.browser.get(home)).body).toContain('足りないものはありません');
    expect(before?.revision).toBe(0);
  });
});
