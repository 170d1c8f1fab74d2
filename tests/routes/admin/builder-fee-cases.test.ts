import { afterAll, beforeAll, expect, it } from 'vitest';
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

const FEE = 'registration';
const LINE = `{ item: ${FEE}, each: dogs, when: is_new, label: 登録手数料, yen: amounts.dog_registration }`;

/** The shipped dog registration with that amount, and a comment beside it. */
async function withAmount(yen: string) {
  const files = shippedSources('dog-registration');
  const definition = String(files['definition.yaml']);
  expect(definition).toContain(LINE);
  const line = `${LINE.replace(/yen: .*/, '')}yen: ${yen} } # 条例 別表`;
  const draft = await draftOf('dog-registration', {
    ...files,
    'definition.yaml': definition.replace(LINE, line),
  });
  const part = `${draft.home}/parts/fee`;
  const form = async () => formOf((await admin.browser.get(part)).body, `line-${FEE}`);
  const written = async () =>
    /label: 登録手数料, yen: (.*) \} # 条例 別表/.exec(await draft.yaml())?.[1];
  return { ...draft, part, form, written };
}

const CASES = `'kind == "new" ? 0 : row.vaccinated ? amounts.dog_registration : 300'`;

it('cases are chosen, added, moved and taken away without a script; the comment stays', async () => {
  const { part, form, written } = await withAmount('300');
  const added = await change(part, `line-${FEE}`, { intent: 'cases:yen:add' });
  expect(added.statusCode).toBe(200);
  const shown = { ...formOf(added.body, `line-${FEE}`), 'yen.0.when.0.q': 'kind' };
  const asked = await admin.browser.post(part, { ...shown, intent: 'when:yen.0.when.:show' });
  expect(asked.body).toContain('name="yen.0.when.0.values"');
  const chosen = { ...formOf(asked.body, `line-${FEE}`), 'yen.0.when.0.values': 'new' };
  const saved = await admin.browser.post(part, { ...chosen, 'yen.0.yen': '０円' });
  expect(saved.statusCode).toBe(303);
  expect(await written()).toBe(`'kind == "new" ? 0 : 300'`);

  const two = await change(part, `line-${FEE}`, { intent: 'cases:yen:add' });
  const second = {
    ...formOf(two.body, `line-${FEE}`),
    'yen.1.when.cel': 'row.vaccinated',
    'yen.1.of': 'amounts.dog_registration',
  };
  await admin.browser.post(part, second);
  expect(await written()).toBe(CASES);

  const up = await change(part, `line-${FEE}`, { intent: 'cases:yen:up.1' });
  expect(up.headers.location).toContain('done=moved');
  expect(await written()).toMatch(/^'row.vaccinated \? amounts.dog_registration : kind == "new"/);
  await change(part, `line-${FEE}`, { intent: 'cases:yen:remove.0' });
  expect(await written()).toBe(`'kind == "new" ? 0 : 300'`);
  expect((await form())['yen.else']).toBe('300');
});

it('what was only looked at stays letter by letter, and an expression stays one in its row', async () => {
  const odd = `'kind   == "new" ? 0 : row.name.size()  * 2 > 9 ? 5+5 : (row.vaccinated ?  1 : 2)'`;
  const { part, form, yaml, written } = await withAmount(odd);
  const before = await yaml();
  await change(part, `line-${FEE}`);
  expect(await yaml()).toBe(before);
  const shown = await form();
  expect(shown['yen.0.when.0.q']).toBe('kind');
  expect(shown['yen.1.when.0.q']).toBe('');
  expect(shown['yen.1.when.cel']).toBe('row.name.size() * 2 > 9');
  expect(shown['yen.else']).toBe('(row.vaccinated ? 1 : 2)');
  await change(part, `line-${FEE}`, { 'yen.0.yen': '100' });
  expect(await written()).toContain('row.name.size()  * 2 > 9 ? 5+5 : (row.vaccinated ?  1 : 2)');
});

it('a row that moved before it was saved is still read by its own rows', async () => {
  const { part, written } = await withAmount(CASES);
  const gone = await change(part, `line-${FEE}`, {
    intent: 'cases:yen:remove.0',
    'yen.1.yen': '',
    'yen.1.of': '',
  });
  // Its amount is missing, so that it waits for it.
  expect(gone.statusCode).toBe(200);
  const left = formOf(gone.body, `line-${FEE}`);
  expect(left['yen.0.was']).toBe('row.vaccinated');
  await admin.browser.post(part, { ...left, 'yen.0.yen': '50', 'yen.0.when.0.is': 'no' });
  expect(await written()).toBe(`'!row.vaccinated ? 50 : 300'`);
});

it('half a case is told by its number, with everything that was typed', async () => {
  const { part, written } = await withAmount('300');
  const half = await change(part, `line-${FEE}`, { 'yen.0.when.cel': 'row.vaccinated' });
  expect(half.statusCode).toBe(422);
  expect(unescaped(half.body)).toContain('場合1の金額を入力してください');
  expect(formOf(half.body, `line-${FEE}`)['yen.0.when.cel']).toBe('row.vaccinated');
  const other = { 'yen.0.when.cel': 'row.vaccinated', 'yen.0.yen': '0', 'yen.else': '' };
  const rest = await change(part, `line-${FEE}`, other);
  expect(unescaped(rest.body)).toContain('どの場合にも当てはまらないときの金額');
  expect(await written()).toBe('300');
});

it('a folded line says its amount, and what it will be', async () => {
  const { part } = await withAmount(CASES);
  const body = unescaped((await admin.browser.get(part)).body);
  const summaries = [...body.matchAll(/<summary>([^<]*)<\/summary>/g)].map(([, text]) => text);
  expect(summaries).toContain(
    '登録手数料　「登録する犬」の1つずつに 場合によって 0円、3,000円、300円',
  );
  expect(body).not.toContain('「amounts.」');
});

it('a limit is an amount of the town by its name, or a number; it is not written anew unchanged', async () => {
  const { home, yaml } = await draftOf('bulky-waste');
  const path = `${home}/pages/items/fields/items`;
  const before = await yaml();
  const form = formOf((await admin.browser.get(path)).body, 'field');
  expect([form['max_pieces'], form['max_pieces_of']]).toEqual(['', 'amounts.bulky_max_pieces']);
  await change(path, 'field');
  expect(await yaml()).toBe(before);
  await change(path, 'field', { max_pieces_of: '', max_pieces: '７' });
  expect(await yaml()).toMatch(/max_pieces: 7\b/);
  await change(path, 'field', { max_pieces_of: 'amounts.bulky_max_pieces', max_pieces: '' });
  expect(await yaml()).toBe(before);
});
