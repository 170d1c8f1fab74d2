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

/** The lines that are in one text and not in the other. */
function changedLines(before: string, after: string) {
  const [old, now] = [before, after].map((text) => text.split('\n'));
  return {
    gone: old?.filter((line) => !now?.includes(line)),
    come: now?.filter((line) => !old?.includes(line)),
  };
}

const wrong = async (home: string) =>
  [
    ...unescaped((await admin.browser.get(home)).body).matchAll(
      /builder-findings__error">\s*(.*)/g,
    ),
  ].map(([, text]) => text);

describe('what is handed in later', () => {
  it('is made, filled with pages and documents, and taken away again by forms', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const before = await yaml();
    const part = `${home}/parts/later`;
    const made = await change(part, 'later-new', {
      title: '注射のあとの届出',
      text: '注射が済んだら、出してください。',
      opens: 'approved',
      page: '済んだ注射',
    });
    expect(made.statusCode).toBe(303);
    await change(part, 'later-later', { 'within.days': '30' });
    const page = String(
      (await change(part, 'later-later-page', { title: '病院' })).headers.location,
    );
    expect((await change(page, 'add', { label: '病院の名前', type: 'text' })).statusCode).toBe(303);
    await change(part, 'later-later-document-new', { label: '注射済証', may_follow: '1' });
    await entry(part, 'page_3', 'up:page_3');
    const { gone, come } = changedLines(before, await yaml());
    expect(come?.join('\n')).toContain('opens: approved');
    expect(come?.join('\n')).toMatch(/within: \{ days: 30 \}|within:\n +days: 30/);
    expect(come?.join('\n')).toContain('approval: true');
    expect((await yaml()).indexOf('title: 病院')).toBeLessThan(
      (await yaml()).indexOf('済んだ注射'),
    );
    expect(gone?.filter((line) => !line.startsWith('review:'))).toEqual([]);
    const preview = await admin.browser.get(`${home}/preview/ja/page_3`);
    expect(preview.statusCode).toBeLessThan(500);

    const body = (await admin.browser.get(part)).body;
    await admin.browser.post(part, { ...formOf(body, 'later-later'), intent: 'remove' });
    expect(await yaml()).not.toContain('phases:');
  }, 60_000);

  it('a shipped one stays as it is written where nothing was changed', async () => {
    const { home, yaml } = await draftOf('care-home-modification');
    const before = await yaml();
    const part = `${home}/parts/later`;
    await change(part, 'later-report');
    expect(await yaml()).toBe(before);
    await change(part, 'later-report', { title: '工事のあとの届出' });
    expect(changedLines(before, await yaml())).toEqual({
      gone: ['    title: 工事が終わった後の届出'],
      come: ['    title: 工事のあとの届出'],
    });
  });
});

describe('an estimate', () => {
  it('is a table of cases, each with its amount, and reads an expression as one', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/estimate`;
    await change(part, 'estimate-new', {
      label: '{犬の名前}の費用',
      each: 'dogs',
      'yen.0.when.cel': 'kind == "new"',
      'yen.0.yen': '３，０００円',
      'yen.else': '￥550',
    });
    expect(await yaml()).toContain(
      `{ label: "{name}の費用", each: dogs, yen: 'kind == "new" ? 3000 : 550' }`,
    );
    const form = formOf((await admin.browser.get(part)).body, 'estimate-amount');
    expect([form['yen.0.when.cel'], form['yen.0.yen'], form['yen.else']]).toEqual([
      'kind == "new"',
      '3000',
      '550',
    ]);
    const half = await change(part, 'estimate-amount', { 'yen.1.yen': '800' });
    expect(half.statusCode).toBe(422);
    expect(half.body).toContain('場合2：条件を選んでください');
    expect(half.body).toContain('value="800"');
    await change(part, 'estimate-amount', { intent: 'cases:yen:remove.0' });
    expect(await yaml()).toMatch(/yen: 550\b/);
    await change(part, 'estimate-amount', { intent: 'remove' });
    expect(await yaml()).not.toContain('estimate:');
  });

  it('keeps expressions and comments of a shipped one', async () => {
    const { home, yaml } = await draftOf('child-allowance');
    const before = await yaml();
    const part = `${home}/parts/estimate`;
    await change(part, 'estimate-child');
    await change(part, 'estimate-title');
    expect(await yaml()).toBe(before);
  });
});

describe('the table for the core system', () => {
  it('changes single columns of a shipped one: codes, places by fact, comments stay', async () => {
    const { home, yaml } = await draftOf('child-allowance');
    const before = await yaml();
    const part = `${home}/parts/table`;
    for (const column of ['column-2', 'column-5', 'column-10', 'table-lines'])
      await change(part, column);
    expect(await yaml()).toBe(before);
    const form = formOf((await admin.browser.get(part)).body, 'column-2');
    expect(form['codes.birth']).toBe('01');
    await change(part, 'column-2', { 'codes.birth': '11' });
    const { gone, come } = changedLines(before, await yaml());
    expect([gone?.length, come?.length]).toEqual([1, 1]);
    expect(come?.[0]).toContain('birth: "11", moved_in: "02"');
    expect(await wrong(home)).toEqual([]);
    const two = await change(part, 'column-0', { text: '固定' });
    expect(two.statusCode).toBe(422);
    expect(two.body).toContain('入れるものを1つだけにしてください');
  });

  it('has items that are reckoned, by their names', async () => {
    const { home, yaml } = await draftOf('care-home-modification');
    const before = await yaml();
    const part = `${home}/parts/table`;
    await change(part, 'record-0');
    expect(await yaml()).toBe(before);
    await change(part, 'record-new', { name: '工事の額', value: 'quote_yen' });
    await change(part, 'column-new', { name: '額', from: 'record.工事の額', format: 'digits' });
    const { gone, come } = changedLines(before, await yaml());
    expect(gone).toEqual([]);
    expect(come?.map((line) => line.trim())).toEqual([
      '工事の額: quote_yen',
      'columns:',
      '- { name: 額, from: record.工事の額, format: digits }',
    ]);
    expect(await wrong(home)).toEqual([]);
  });

  it('begins with a column for each question, which the check takes as it is', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/table`;
    const before = await wrong(home);
    await change(part, 'table-whole');
    expect(await yaml()).toContain('{ name: 受付番号, from: number }');
    expect(await yaml()).toMatch(/from: fields\.applicant_name\.kana/);
    expect(await wrong(home)).toEqual(before);
    const each = await change(part, 'table-lines', { 'output.each': 'dogs' });
    expect(each.statusCode).toBe(303);
    await change(part, 'column-new', { name: '犬の名前', from: 'row.name' });
    await change(part, 'column-new', { name: '区分', from: '', text: '02' });
    expect(await yaml()).toMatch(/name: 区分, text: "02"/);
    expect(await wrong(home)).toEqual(before);
  });
});

describe('sealing', () => {
  it('says beforehand what is in its way, and whether the section has a key', async () => {
    const { home, yaml } = await draftOf('care-home-modification');
    const page = unescaped((await admin.browser.get(`${home}/parts/sealing`)).body);
    expect(page).toContain('封をする前に、変えるもの');
    expect(page).toContain('/parts/later');
    expect(page).toContain('鍵が、まだありません');
    const sealed = await draftOf('dv-consultation', shippedSources('dv-consultation'));
    const before = await sealed.yaml();
    const own = `${sealed.home}/parts/sealing`;
    expect((await admin.browser.get(own)).body).toContain('の鍵は、あります');
    await change(own, 'sealing', { sealed: '' });
    expect(changedLines(before, await sealed.yaml()).gone).toEqual(['sealed: true']);
    expect(await yaml()).not.toContain('sealed');
  });
});

describe('a condition with a name', () => {
  it('is called in Japanese; its key is made from what it says', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/rules`;
    const made = await change(part, 'conditions-new', {
      name: '新しく飼う人',
      'value.cel': 'kind == "new" && chip != "all"',
    });
    expect(made.statusCode).toBe(303);
    expect(await yaml()).toContain('kind_new_chip_not_all: kind == "new" && chip != "all"');
    expect(await yaml()).toContain('names: { kind_new_chip_not_all: 新しく飼う人 }');
    expect(await wrong(home)).toEqual([]);
    const twice = await change(part, 'conditions-new', {
      name: '新しく飼う人',
      'value.cel': 'true',
    });
    expect([twice.statusCode, unescaped(twice.body).includes('もうあります')]).toEqual([422, true]);
    await change(`${home}/pages/owner`, 'page', { 'when.cel': 'kind_new_chip_not_all' });
    const outline = unescaped((await admin.browser.get(home)).body);
    expect(outline).toContain('新しく飼う人');
    expect(outline).not.toContain('kind_new_chip_not_all');
  });
});

describe('a question', () => {
  it('is asked in another way: what goes is said first, and goes with the confirmation only', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const before = await yaml();
    const path = `${home}/pages/kind/fields/chip`;
    const chosen = await change(path, 'type', { type: 'yes_no' });
    expect([chosen.statusCode, chosen.headers.location]).toEqual([303, `${path}/turn/yes_no`]);
    const turn = `${path}/turn/yes_no`;
    const page = unescaped((await admin.browser.get(turn)).body);
    expect(page).toContain('選択肢：「');
    expect(page).toContain('あとで直すもの');
    expect(await yaml()).toBe(before);
    const agreed = formOf((await admin.browser.get(turn)).body, 'turn');
    // Somebody adds an option meanwhile: what was agreed to is not what there is now.
    await change(path, 'field', { options: '登録した\nしていない\n一部\nわからない' });
    expect((await admin.browser.post(turn, agreed)).statusCode).toBe(409);
    const again = await change(turn, 'turn');
    expect([again.statusCode, again.headers.location]).toEqual([303, path]);
    expect(await yaml()).toMatch(/chip: ?\n? *(\{ )?type: yes_no/);
    expect((await admin.browser.get(`${path}/turn/yes_no`)).statusCode).toBe(404);
    await admin.browser.post(`${home}/undo`, { ...agreed, back: path });
    expect(await yaml()).toContain('わからない');
  });

  it('has a key that can be changed, in every file; so has a page', async () => {
    const { home, yaml, file } = await draftOf('dog-registration');
    const before = await wrong(home);
    const path = `${home}/pages/owner`;
    const bad = await change(`${path}/fields/dog_place`, 'key', { key: '場所' });
    expect([bad.statusCode, unescaped(bad.body).includes('小文字の英字で始め')]).toEqual([
      422,
      true,
    ]);
    const good = await change(`${path}/fields/dog_place`, 'key', { key: 'kept_at' });
    expect(good.headers.location).toBe(`${path}/fields/kept_at`);
    const { hidden } = await admin.browser.open(`${path}/fields/kept_at`);
    const back = { ...hidden, back: `${path}/fields/kept_at` };
    const undone = await admin.browser.post(`${home}/undo`, back);
    expect(String(undone.headers.location).split('?')[0]).toBe(path);
    await change(`${path}/fields/dog_place`, 'key', { key: 'kept_at' });
    const page = await change(path, 'key', { key: 'keeper' });
    expect(page.headers.location).toBe(`${home}/pages/keeper`);
    expect(await yaml()).not.toMatch(/dog_place|id: owner|\bowner,/);
    expect(await file('en.yaml')).toContain('kept_at:');
    expect(await wrong(home)).toEqual(before);
  });
});
