import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setAt } from '../../../server/domain/builder/yaml/change-file.ts';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
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

const bodyOf = async (path: string) => unescaped((await admin.browser.get(path)).body);

const wrong = async (home: string) =>
  [...(await bodyOf(home)).matchAll(/builder-findings__error">\s*(.*)/g)].map(([, text]) => text);

describe('the printed form', () => {
  it('shows every box of a shipped one, and saving them unchanged changes no letter', async () => {
    const { home, yaml } = await draftOf('dog-death');
    const before = await yaml();
    const part = `${home}/parts/form`;
    const body = (await admin.browser.get(part)).body;
    const boxes = [...body.matchAll(/name="form" value="(cell-\d+-\d+)"/g)].map(([, id]) => id);
    expect(boxes.length).toBe(before.match(/\{ (?:text|value): [^{}]*width: \d+/g)?.length);
    for (const box of boxes) {
      const saved = await admin.browser.post(part, formOf(body, box ?? ''));
      expect(saved.statusCode, box).toBe(303);
    }
    await change(part, 'official-form');
    expect(await yaml()).toBe(before);
    // Chosen where it can be chosen, an expression where it can't.
    expect(formOf(body, 'cell-0-1')).toMatchObject({
      answer: 'applicant_name.family + " " + applicant_name.given',
      value: '',
      width: '9',
      height: '12',
    });
    expect(formOf(body, 'cell-6-1')).toMatchObject({ answer: '', text: '' });
  });

  it('changes, moves, adds and removes single boxes and rows; the rest stays as it is', async () => {
    const { home, yaml } = await draftOf('dog-death');
    const before = await yaml();
    const part = `${home}/parts/form`;
    await change(part, 'cell-2-0', { text: '電話' });
    const phone = '[{ text: 電話番号, width: 3 }, { value: applicant_phone, width: 9 }]';
    expect(await yaml()).toBe(before.replace('text: 電話番号', 'text: 電話'));
    await change(part, 'cell-2-0', { text: '電話番号' });
    await change(part, 'cell-0-1', { width: '8' });
    expect(await yaml()).toBe(before.replace('width: 9, height: 12', 'width: 8, height: 12'));
    await change(part, 'cell-0-1', { width: '9' });
    await change(part, 'cell-2-1', { width: '5' });
    expect(await bodyOf(part)).toContain('幅の合計が8です。12にしてください');
    expect((await wrong(home)).join()).toContain('3行目の幅の合計が8');
    await change(part, 'cell-2-new', { text: '備考', width: '4' });
    expect(await yaml()).toContain('width: 5 }, { text: 備考, width: 4 }]');
    expect(await wrong(home)).toEqual([]);
    await change(part, 'cell-2-2', { intent: 'remove' });
    await change(part, 'cell-2-1', { width: '9' });
    expect(await yaml()).toBe(before);
    await entry(part, 'row-2', 'up:2');
    expect((await yaml()).indexOf(phone)).toBeLessThan(before.indexOf(phone));
    await entry(part, 'row-1', 'down:1');
    expect(await yaml()).toBe(before);
    const two = await change(part, 'cell-2-0', { answer: 'tag_number' });
    expect([two.statusCode, unescaped(two.body).includes('1つだけにしてください')]).toEqual([
      422,
      true,
    ]);
  });

  it('begins with a row for each question, which the check takes as it is, and goes again', async () => {
    for (const id of ['dog-registration', 'event-application', 'child-allowance']) {
      const { home, yaml } = await draftOf(id);
      const before = await yaml();
      const part = `${home}/parts/form`;
      await change(part, 'official-form', { name: '申請書', source: '見本市規則' });
      await change(part, 'form-whole');
      expect(await yaml()).toContain('width: 9 }');
      expect(await wrong(home), id).toEqual([]);
      await change(part, 'official-form', { intent: 'remove' });
      expect(await yaml()).toBe(before);
    }
  }, 60_000);

  it('adds a row of heading and answer; a renamed question stays its answer', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/form`;
    await change(part, 'official-form', { name: '申請書', source: '見本市規則' });
    const choice = /<option value="(kind == [^>]*?)">登録の種類/.exec(
      (await admin.browser.get(part)).body,
    )?.[1];
    await change(part, 'row-new', { text: '種類', answer: unescaped(choice ?? '') });
    expect(await yaml()).toContain('{ text: 種類, width: 3 }');
    await change(`${home}/pages/kind/fields/kind`, 'key', { key: 'sort' });
    expect(await yaml()).toContain('sort == "new" ?');
    expect(await bodyOf(part)).toContain('種類｜［登録の種類］');
    await entry(part, 'row-0', 'remove');
    expect(await yaml()).not.toContain('table:');
  });

  it.each([
    'dog-registration',
    'child-allowance',
    'care-equipment',
    'certificate-payment',
    'childcare-application',
    'moving-out',
    'disaster-certificate',
    'national-health-insurance',
  ])(
    'takes every answer of the rows of %s that can be chosen',
    async (id) => {
      const first = await draftOf(id);
      await change(`${first.home}/parts/form`, 'official-form', { name: '申請書', source: '規則' });
      const body = (await admin.browser.get(`${first.home}/parts/form`)).body;
      const offered = [...body.matchAll(/<option value="([^"]+)">[^<]*（(?:全部|\d)/g)];
      expect(offered.length).toBeGreaterThan(3);
      const table = offered.map(([, value]) => [{ value: unescaped(value ?? ''), width: 12 }]);
      const definition = setAt(await first.yaml(), ['output', 'form', 'table'], table) ?? '';
      const { home } = await draftOf(id, { ...shippedSources(id), 'definition.yaml': definition });
      expect(await wrong(home)).toEqual([]);
      expect(await bodyOf(`${home}/parts/form`)).not.toContain('［式で決める答え］');
    },
    60_000,
  );

  it('fills the boxes of rows from the rows that there are, and leaves the others blank', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/form`;
    await change(part, 'official-form', { name: '申請書', source: '規則' });
    const body = unescaped((await admin.browser.get(part)).body);
    const wanted = [
      '犬の名前（1つ目）',
      '犬の性別（2つ目）',
      '犬の名前（3つ目）',
      '犬の名前（全部を「、」でつなぐ）',
    ];
    const table = wanted.map((text) => {
      const [before = ''] = body.split(`">${text}<`);
      return [{ value: before.slice(before.lastIndexOf('<option value="') + 15), width: 12 }];
    });
    const definition = setAt(await yaml(), ['output', 'form', 'table'], table) ?? '';
    const files = { ...shippedSources('dog-registration'), 'definition.yaml': definition };
    const { town } = site.services.library;
    const { procedure } = compileProcedure(files, town, 'dog-registration') as {
      procedure: Procedure;
    };
    const [example] = procedure.examples;
    const { answers = {}, today = '' } = example ?? {};
    const { scope } = computeJourney(procedure, answers, { today }, { unanswered: 'ignore' });
    const cells = procedure.output?.form?.table?.flat() ?? [];
    const filled = cells.map((cell) => 'value' in cell && cell.value?.run(scope));
    expect(filled).toEqual(['ポチ', 'めす', '', 'ポチ、ハナ']);
  });

  it('follows a question of a row to its new name', async () => {
    const { home, yaml } = await draftOf('dog-registration');
    const part = `${home}/parts/form`;
    await change(part, 'official-form', { name: '申請書', source: '規則' });
    for (const answer of [
      'size(dogs) > 0 ? (dogs[0].breed) : ""',
      'dogs.map(each_row, each_row.breed).join("、")',
    ])
      await change(part, 'row-new', { text: '種類', answer });
    expect(await bodyOf(part)).not.toContain('［式で決める答え］');
    await change(`${home}/pages/dogs/fields/breed`, 'key', { key: 'kind_of_dog' });
    expect(await yaml()).toContain('(dogs[0].kind_of_dog)');
    expect(await yaml()).toContain('each_row.kind_of_dog)');
    expect(await bodyOf(part)).not.toContain('［式で決める答え］');
  });
});
