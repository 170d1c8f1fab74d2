import { randomUUID } from 'node:crypto';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegisterStore } from '../../../server/domain/register/register-store.ts';
import { counterApp } from '../../support/counter-app.ts';

type Site = Awaited<ReturnType<typeof counterApp>>;
type AtTablet = Awaited<ReturnType<Site['tablet']>>;

const HEAD = '氏名,カナ,生年月日,性別,郵便番号,住所,世帯番号';
const row = (
  name: string,
  kana: string,
  rest: Partial<Record<'birth' | 'address' | 'home', string>>,
) =>
  [
    name,
    kana,
    rest.birth ?? 'S25.4.1',
    '女',
    '999-0001',
    rest.address ?? '中央町1番1号',
    rest.home ?? '',
  ].join(',');
const SEVEN = ['一子', '二子', '三子', '四子', '五子', '六子'].map((given) =>
  row(`多田 ${given}`, 'ﾀﾀﾞ ｵｵｲ', { birth: '1980-05-05' }),
);
const ROWS = [
  row('大野 優子', 'ｵｵﾉ ﾕｳｺ', {}),
  row('同姓 同名', 'ドウセイ ドウメイ', { birth: '1970/1/1', address: '本町1番1号' }),
  row('道成 道明', 'ドウセイ ドウメイ', { birth: '1970/1/1', address: '北山2番2号' }),
  row('守田 静', 'モリタ シズカ', { birth: '1990-02-02', address: '港3番3号', home: '77' }),
  row('守田 蓮', 'モリタ レン', { birth: '2015-03-03', address: '港3番3号', home: '77' }),
  ...SEVEN,
  // A register that keeps names in one piece: somebody else, and the protected person once more.
  row('林田和子', 'ハヤシダカズコ', { birth: '1960-06-06' }),
  row('守田静', 'モリタシズカ', { birth: '1990-02-02', address: '山手9番9号' }),
];
const FILE = [HEAD, ...ROWS].join('\n');

let site: Site;
let register: RegisterStore;
let at: AtTablet;
let sitting: string;

const pathOf = (id = sitting) => `/counter/sittings/${id}/register`;
const PROCEDURE = 'dog-registration';

/** A sitting with a procedure on its list. */
async function newSitting(tablet: AtTablet) {
  const id = await site.sitting(tablet);
  await site.services.stores.sittings.change({ id, now: site.clock.now() }, () => ({
    tasks: [
      {
        id: randomUUID(),
        position: 1,
        procedureId: PROCEDURE,
        state: 'to_do',
        draftId: null,
        applicationId: null,
        typedValues: 0,
        carriedValues: 0,
        paperValues: 0,
      },
    ],
  }));
  return id;
}

async function search(tablet: AtTablet, form: Record<string, string>, id = sitting) {
  const { hidden } = await tablet.browser.open(pathOf(id));
  return tablet.browser.post(pathOf(id), { ...hidden, purpose: PROCEDURE, ...form });
}

const takeButton = (body: string) => /name="row" value="([^"]+)"/.exec(body)?.[1] ?? '';

async function entries(action: string) {
  const filter = { actions: { any: [action], none: [] } };
  return (await site.services.stores.audit.page(filter, null, 50)).entries;
}

beforeAll(async () => {
  site = await counterApp();
  register = site.services.register as RegisterStore;
  at = await site.tablet();
  sitting = await newSitting(at);
});
afterAll(() => site.close());

describe('bringing in an extract', () => {
  it('refuses a file with a bad row, shows a good one masked, and takes it over with a yes', async () => {
    const { browser } = await site.member({ role: 'system_admin' });
    const send = async (text: string, fields: Record<string, string> = {}) => {
      const { hidden } = await browser.open('/office/register');
      const content = iconv.encode(text, 'cp932');
      const form = { ...hidden, extracted_on: '2026-11-20', ...fields };
      return browser.upload('/office/register', form, [{ name: 'a.csv', content }]);
    };
    const unknown = await send(FILE);
    expect(unknown.statusCode).toBe(422);
    expect(unknown.body).toContain('<option>カナ</option>');
    const mapping = { heading_kana: 'カナ' };
    const bad = await browser.follow(
      await send(FILE.replace('1990-02-02', '1990-02-30'), mapping),
      '',
    );
    expect(bad.page.body).toContain('5行目');
    expect(bad.page.body).not.toContain('この住民情報に入れ替える');
    const list = await browser.get(`${bad.path}/problems.csv`);
    expect(list.body).toContain('5,生年月日,');
    expect(list.body).not.toContain('守田');

    const good = await browser.follow(await send(FILE, mapping), '');
    expect(good.page.body).toContain('13人');
    expect(good.page.body).not.toMatch(/大野|オオノ|中央町1番/);
    expect(good.page.body).toContain('姓と名が分かれていない氏名が2人');
    const noHouses = FILE.replace(',世帯番号', ',').replaceAll(/,(77)?$/gm, '');
    const open = await browser.follow(await send(noHouses, mapping), '');
    expect(open.page.body).toContain('家族は隠せません');
    expect(good.page.body).not.toContain('家族は隠せません');
    await browser.post(`${open.path}/discard`, open.hidden);
    expect(await register.current()).toBeUndefined();
    await browser.post(`${good.path}/take-over`, good.hidden);
    expect(await register.current()).toMatchObject({ rows: 13, headings: { kana: 'カナ' } });
  });
});

describe('looking somebody up in a sitting', () => {
  it('finds one in any writing, with the house hidden, and takes the four items', async () => {
    const found = await search(at, { family: 'おおの', given: '', birth: '1950年4月1日' });
    expect(found.body).toContain('オオノ ユウコ');
    expect(found.body).toContain('中央町＊＊＊');
    expect(found.body).not.toMatch(/1番1号|大野/);
    const { hidden } = await at.browser.open(pathOf());
    const token = { ...hidden, row: takeButton(found.body) };
    const taken = await at.browser.post(`${pathOf()}/take`, token);
    expect(taken.headers.location).toBe(`/counter/sittings/${sitting}`);
    const { facts } = (await site.services.stores.sittings.find(sitting)) ?? {};
    expect(facts?.known['applicant.name']).toMatchObject({
      value: { family: '大野', given: '優子' },
      source: 'register',
    });
    expect(facts?.known['applicant.address']?.value).toMatchObject({
      town: '中央町',
      street: '1番1号',
    });
  });

  it('lets staff part a name in one piece, found by the whole of it or its beginning', async () => {
    const other = await site.tablet({ tablet: '窓口9番' });
    const theirs = await newSitting(other);
    const asked = { family: 'ハヤシダ', given: 'カズコ', birth: '1960-06-06' };
    const found = await search(other, asked, theirs);
    const { hidden } = await other.browser.open(pathOf(theirs));
    const token = { ...hidden, row: takeButton(found.body) };
    const taken = await other.browser.post(`${pathOf(theirs)}/take`, token);
    const differences = `/counter/sittings/${theirs}/differences`;
    expect(taken.headers.location).toBe(differences);
    const page = await other.browser.open(differences);
    expect(page.page.body).toContain('住民情報の氏名：');
    const cut = { ...page.hidden, fact: 'applicant.name', name_cut: '2', kana_cut: '4' };
    await other.browser.post(`${differences}/mend`, cut);
    const { facts } = (await site.services.stores.sittings.find(theirs)) ?? {};
    expect(facts?.known['applicant.name']).toMatchObject({
      value: { family: '林田', given: '和子', family_kana: 'ハヤシダ', given_kana: 'カズコ' },
      source: 'register',
    });
  });

  it('shows all who are meant, and puts what differs beside what is known', async () => {
    const found = await search(at, { family: 'ドーセイ', given: 'どうめい', birth: 'S45.1.1' });
    expect(found.body).toMatch(/本町＊＊＊[\s\S]*北山＊＊＊/);
    const { hidden } = await at.browser.open(pathOf());
    const taken = await at.browser.post(`${pathOf()}/take`, {
      ...hidden,
      row: takeButton(found.body),
    });
    expect(taken.headers.location).toBe(`/counter/sittings/${sitting}/differences`);
    const { facts } = (await site.services.stores.sittings.find(sitting)) ?? {};
    expect(facts?.known['applicant.birth']?.value).toBe('1950-04-01');
    expect(facts?.differences.map(({ fact }) => fact)).toContain('applicant.birth');
  });

  it.each([
    [
      'nobody of more than five',
      { family: 'タダ', given: '', birth: '1980-05-05' },
      200,
      '5人より多く',
    ],
    [
      'nothing without a purpose',
      { family: 'オオノ', birth: 'S25.4.1', purpose: '' },
      422,
      '何の手続き',
    ],
    [
      'nothing for another procedure',
      { family: 'オオノ', birth: 'S25.4.1', purpose: 'child-allowance' },
      422,
      '何の手続き',
    ],
    ['nothing without a day', { family: 'オオノ', given: '', birth: '4月1日' }, 422, '生年月日を'],
    ['nothing without a name', { family: '', given: '', birth: 'S25.4.1' }, 422, 'フリガナを'],
  ])('shows %s', async (_, form, status, text) => {
    const { statusCode, body } = await search(at, form);
    expect(statusCode).toBe(status);
    expect(body).toContain(text);
    expect(takeButton(body)).toBe('');
  });

  it('is for what is still to be done: not for a procedure that was sent', async () => {
    const { sittings } = site.services.stores;
    const other = await site.tablet({ tablet: '窓口8番' });
    const theirs = await newSitting(other);
    await sittings.change({ id: theirs, now: site.clock.now() }, (_, tasks) => ({
      tasks: tasks.map((task) => ({ ...task, state: 'sent' })),
    }));
    const asked = { family: 'オオノ', given: '', birth: 'S25.4.1' };
    const found = await other.browser.post(pathOf(theirs), {
      _csrf: (await other.browser.open('/counter/readers')).hidden['_csrf'],
      purpose: PROCEDURE,
      ...asked,
    });
    expect([found.statusCode, takeButton(found.body)]).toEqual([422, '']);
  });

  it('hides whoever is protected, and their household, and tells only the named few', async () => {
    const reader = await site.tablet({ role: 'section_manager', tablet: '窓口2番' });
    const name = { family: '守田', given: '静', family_kana: 'モリタ', given_kana: 'シズカ' };
    const person = { name, birth: '1990-02-02', phone: '', why: '申出' };
    const about = { id: 'p1', person, from: '2026-11-01', to: '2027-10-31', readers: [reader.id] };
    const by = { actor: 'system', at: site.clock.now() };
    await site.services.stores.protections.add({ ...about, createdBy: reader.id }, by);
    const asked = { family: 'モリタ', given: '', birth: '1990-02-02' };
    const child = { family: 'モリタ', given: 'レン', birth: '2015-03-03' };
    const nobody = { family: 'モリタ', given: 'ハル', birth: '1990-02-02' };
    const pages = [];
    for (const form of [asked, child, nobody]) pages.push((await search(at, form)).body);
    for (const body of pages) expect(body).toContain('見つかりません');
    expect(await entries('access.search_blocked')).not.toEqual([]);
    const theirs = await newSitting(reader);
    const seen = await search(reader, asked, theirs);
    expect(seen.body).toContain('モリタ シズカ');

    // What is shown in one sitting is worth nothing in another, whoever it is about.
    const open = await search(reader, { family: 'オオノ', given: '', birth: 'S25.4.1' }, theirs);
    const { hidden } = await at.browser.open(pathOf());
    for (const { body } of [seen, open]) {
      const stolen = { ...hidden, row: takeButton(body) };
      const answer = await at.browser.post(`${pathOf()}/take`, stolen);
      expect(stolen.row).not.toBe('');
      expect(answer.body).toContain('もう使えません');
    }
    // Nor is another sitting worth anything on this tablet.
    const foreign = await at.browser.get(pathOf(theirs));
    expect(foreign.headers.location).toBe('/counter?over=1');
  });

  it('writes down every look: who, which sitting, for what, how many, which lines; no name', async () => {
    const looks = await entries('register.searched');
    const [first] = looks.toReversed();
    expect(first).toMatchObject({
      actor: `staff:${at.login}`,
      subject: sitting,
      detail: { procedure: PROCEDURE, hits: 1, lines: '2' },
    });
    expect(looks.map(({ detail }) => detail['hits'])).toContain(6);
    const all = [...looks, ...(await entries('sitting.register_taken'))];
    expect(JSON.stringify(all)).not.toMatch(/オオノ|おおの|大野|モリタ|中央町|1950|1990/);
  });

  it('stops who looks too often, and says when an extract is old', async () => {
    const other = await site.tablet({ tablet: '窓口3番' });
    const theirs = await newSitting(other);
    const look = {
      at: site.clock.now(),
      actor: `staff:${other.login}`,
      action: 'register.searched',
    };
    const asked = { family: 'オオノ', given: '', birth: 'S25.4.1' };
    for (let count = 0; count < 39; count += 1) {
      await site.services.stores.audit.append({ ...look, subject: theirs, detail: {} });
    }
    expect((await search(other, asked, theirs)).body).toContain('オオノ ユウコ');
    expect((await search(other, asked, theirs)).body).toContain('しばらく探せません');
    site.clock.set('2026-11-28T12:00:00+09:00');
    const later = await site.tablet({ tablet: '窓口4番' });
    const page = await later.browser.get(pathOf(await newSitting(later)));
    expect(page.body).toContain('住民情報が古くなっています');
  });
});
