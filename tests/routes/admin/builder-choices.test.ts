import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builderOf, formOf, shippedSources } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let draftOf: ReturnType<typeof builderOf>['draftOf'];
let change: ReturnType<typeof builderOf>['change'];

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin', login: 'tetsuzuki-tanto' });
  ({ draftOf, change } = builderOf(site, admin));
});
afterAll(() => site.close());

const bodyOf = async (path: string) => unescaped((await admin.browser.get(path)).body);

/** The summary of the closed part with that heading, and whether it stands open. */
function partOf(body: string, heading: string) {
  const found = new RegExp(
    `<details class="builder-more"( open)?>\\s*<summary>${heading}(?:<span>（(.*?)）</span>)?</summary>`,
  ).exec(body);
  return found && { isOpen: found[1] !== undefined, says: found[2] ?? '' };
}

describe('answers of other procedures', () => {
  it('stand closed while nothing is chosen, and say what is', async () => {
    const { home, yaml } = await draftOf('event-application');
    const page = String((await change(home, 'add-page', { title: '連絡' })).headers.location);
    const path = String(
      (await change(page, 'add', { label: '勤め先', type: 'text' })).headers.location,
    );
    const heading = 'ほかの手続きの答えを使う';
    expect(partOf(await bodyOf(path), heading)).toEqual({ isOpen: false, says: '' });
    const before = await yaml();
    await change(path, 'field');
    expect(await yaml()).toBe(before);
    const facts = [
      ...(await bodyOf(path)).matchAll(/<select[^>]*name="fact"[\s\S]*?<\/select>/g),
    ].flatMap(([select]) => [...select.matchAll(/<option value="([^"]+)"[^>]*>(.*?)</g)]);
    const [, fact = '', words = ''] = facts[0] ?? [];
    await change(path, 'field', { fact });
    expect(await yaml()).toContain(`fact: ${fact}`);
    expect(partOf(await bodyOf(path), heading)).toEqual({
      isOpen: true,
      says: `ほかの手続きと同じ答え：${words}`,
    });
  });
});

const CARD = 'card: クレジットカード（コンビニでも払えます）';

/** With a comment beside what is changed; it has its twins in the other languages. */
function withComment() {
  const files = shippedSources('dog-registration');
  const text = files['definition.yaml'] ?? '';
  expect(text).toContain(CARD);
  return { ...files, 'definition.yaml': text.replace(CARD, `${CARD} # 課で確認`) };
}

it('no input is without a name: browsers would not send it', async () => {
  const { home } = await draftOf('dog-registration');
  await change(`${home}/parts/table`, 'record-new', { name: '犬の数', value: 'size(dogs)' });
  await change(`${home}/pages/kind`, 'end-new', { condition: 'is_new', text: '終わりです。' });
  for (const place of ['parts/table', 'parts/start', 'pages/kind']) {
    expect(await bodyOf(`${home}/${place}`), place).not.toMatch(/ name=""/);
  }
  expect(formOf(await bodyOf(`${home}/pages/kind`), 'end-is_new')['itself']).toBe('終わりです。');
});

describe('what to have ready', () => {
  it('only on some days: chosen as for questions, but without answers, and back again', async () => {
    const { home, yaml, file } = await draftOf('dog-registration', withComment());
    const before = await yaml();
    const part = `${home}/parts/start`;
    await change(part, 'ready-card');
    expect(await yaml()).toBe(before);
    const body = await bodyOf(part);
    const shown = body.slice(body.indexOf('id="ready-card"'));
    const subjects = shown.slice(0, shown.indexOf('</select>'));
    expect(subjects).toContain('今日');
    expect(subjects).not.toContain('犬の名前');
    expect(subjects).not.toContain('申請する人');
    const english = await file('en.yaml');
    await change(part, 'ready-card', { 'when.cel': 'today < "2027-04-01"' });
    expect(await yaml()).toBe(
      before.replace(
        CARD,
        'card: { text: クレジットカード（コンビニでも払えます）, when: today < "2027-04-01" }',
      ),
    );
    expect(await bodyOf(part)).toContain('払えます）（「今日」が2027年4月1日より前のとき）');
    expect(await bodyOf(part)).not.toContain('builder-findings__error');
    await change(part, 'ready-card', { text: 'カード' });
    expect(await yaml()).toContain('card: { text: カード, when: today <');
    await change(part, 'ready-card', { text: CARD.slice(6), 'when.cel': '' });
    expect(await yaml()).toBe(before);
    expect(await file('en.yaml')).toBe(english);
  });

  it('saves itself again and again, whether written as a text alone or not', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/start`;
    const form = formOf((await admin.browser.get(part)).body, 'ready-dog');
    const script = { 'x-builder': '1' };
    let { mark = '' } = form;
    for (const typed of [{ text: '犬' }, { 'when.cel': 'town.card_sign_in' }, { 'when.cel': '' }]) {
      Object.assign(form, typed);
      const saved = (await admin.browser.post(part, { ...form, mark }, script)).json();
      expect(saved.state, JSON.stringify(typed)).toBe('saved');
      mark = saved.mark;
    }
    expect(await yaml()).toContain('    dog: 犬\n');
  });

  it('adds one with a condition; what another form changed meanwhile is seen', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/start`;
    await change(part, 'ready-new', { text: '注射済証', 'when.cel': 'town.card_sign_in' });
    expect(await yaml()).toContain('ready: { text: 注射済証, when: town.card_sign_in }');
    const mine = formOf((await admin.browser.get(part)).body, 'ready-ready');
    await change(part, 'ready-ready', { text: '証明書' });
    expect((await admin.browser.post(part, { ...mine, text: '証' })).statusCode).toBe(409);
    expect(await yaml()).toContain('text: 証明書');
  });
});

describe('another name', () => {
  it('of a condition: whatever speaks of it follows, what is beside it stays', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const before = await yaml();
    const part = `${home}/parts/rules`;
    const form = { which: 'is_new', key: 'First Time' };
    const done = await change(part, 'other-key-conditions', form);
    expect([done.statusCode, done.headers.location]).toEqual([303, '#conditions-first_time']);
    expect(await yaml()).toBe(before.replace(/\bis_new\b/g, 'first_time'));
    expect(before.match(/\bis_new\b/g)?.length).toBe(2);
    const taken = await change(part, 'other-key-conditions', {
      which: 'first_time',
      key: 'moved_in',
    });
    expect([taken.statusCode, unescaped(taken.body).includes('もう使われています')]).toEqual([
      422,
      true,
    ]);
    const none = await change(part, 'other-key-conditions', { which: 'gone', key: 'other' });
    expect([none.statusCode, unescaped(none.body).includes('選び直してください')]).toEqual([
      422,
      true,
    ]);
    await change(part, 'other-key-conditions', { which: 'first_time', key: 'is_new' });
    expect(await yaml()).toBe(before);
  });

  it('of an example: its answers stay letter by letter, and the preview finds it', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const before = await yaml();
    const old = 'owner_who_lives_elsewhere_keeps_no_dog_at_home';
    const part = `${home}/parts/examples`;
    const done = await change(part, 'example-key', { which: old, key: 'lives_elsewhere' });
    expect(String(done.headers.location)).toBe(`${part}#entry-lives_elsewhere`);
    expect(await yaml()).toBe(before.replace(`  ${old}:`, '  lives_elsewhere:'));
    const list = await bodyOf(part);
    expect(list).toContain('?example=lives_elsewhere');
    const wrong = await change(part, 'example-key', { which: 'lives_elsewhere', key: '遠い人' });
    expect([wrong.statusCode, unescaped(wrong.body).includes('英字で始め')]).toEqual([422, true]);
  });
});

describe('an example', () => {
  it('has a title in Japanese, a day and a fee; its key stays as it is', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const before = await yaml();
    const part = `${home}/parts/examples`;
    const name = 'only_some_have_a_registered_chip';
    await change(part, `example-${name}`);
    expect(await yaml()).toBe(before);
    await change(part, `example-${name}`, { title: '一部の犬だけ登録済み', 'expect.fee': '3,100' });
    expect(await yaml()).toContain(`  ${name}:`);
    expect(await yaml()).toContain('title: 一部の犬だけ登録済み');
    const list = await bodyOf(part);
    expect(list).toContain(`?example=${name}">一部の犬だけ登録済み</a>`);
    const told = await bodyOf(home);
    expect(told).toContain(
      '例「一部の犬だけ登録済み」の手数料は 3100 のはずですが、3000 になります',
    );
    const long = await change(part, `example-${name}`, { title: '犬'.repeat(81) });
    expect([long.statusCode, unescaped(long.body).includes('80文字まで')]).toEqual([422, true]);
    const room = await bodyOf(`${home}/preview`);
    expect(room).toContain(`<option value="${name}">例：一部の犬だけ登録済み</option>`);
  });
});

describe('choices that were text before', () => {
  it('nobody signs: an empty route is written, kept, and told from none', async () => {
    const { home, yaml } = await draftOf('care-limit');
    const before = await yaml();
    const part = `${home}/parts/review`;
    const both = { 'review.outcomes': ['granted', 'refused'] };
    const route = (ticked: string[]) => change(part, 'review', { ...both, 'review.route': ticked });
    await route(['chief', 'manager']);
    expect(await yaml()).toBe(before);
    const mixed = await route(['[]', 'chief']);
    expect([mixed.statusCode, unescaped(mixed.body).includes('ほかを選ばないでください')]).toEqual([
      422,
      true,
    ]);
    await route(['[]']);
    const written = before.replace('route: [chief, manager]', 'route: []');
    expect(await yaml()).toBe(written);
    await change(part, 'review', { ...both, 'review.appeal_to': '見本県知事' });
    expect(await yaml()).toContain('route: []');
    expect(await bodyOf(part)).toMatch(/value="\[\]" checked/);
    await route([]);
    expect(await yaml()).not.toContain('route:');
  });

  it('who a row is: chosen by its answers, and nothing else of the repeat changes', async () => {
    const { home, yaml } = await draftOf('childcare-certification');
    const before = await yaml();
    const page = `${home}/pages/${/- id: (\w+)\n(?:(?! {2}- id:).*\n)*? {4}repeat: \{ of: members/.exec(before)?.[1]}`;
    await change(page, 'repeat');
    expect(await yaml()).toBe(before);
    const body = await bodyOf(page);
    expect(partOf(body, '家族のだれのことか')?.says).toMatch(
      /^子ども：「.*」が「.*」のとき、祖父母/,
    );
    await change(page, 'repeat', { 'repeat.people.grandparent': '' });
    const less = before.replace(', grandparent: { relation: grandparent }', '');
    expect(await yaml()).toBe(less);
    await change(page, 'repeat', { 'repeat.people.child': '{}' });
    expect(await yaml()).toBe(less.replace('child: { relation: sibling }', 'child: {}'));
    const made = await change(page, 'repeat', { 'repeat.people.child': '{"name":"x"}' });
    expect([made.statusCode, unescaped(made.body).includes('選び直してください')]).toEqual([
      422,
      true,
    ]);
    await change(page, 'repeat', { 'repeat.people.child': '' });
    expect(await yaml()).toBe(
      before.replace(/, people: \{ child: \{ relation: sibling \}.*?\} \} \}/, ' }'),
    );
    await change(page, 'repeat', { 'repeat.people.child': '{"relation":"sibling"}' });
    expect(await yaml()).toContain('people: { child: { relation: sibling } } }');
  });
});
