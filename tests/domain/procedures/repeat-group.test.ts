import { describe, expect, it } from 'vitest';
import type { Answers, RawInput } from '../../../server/domain/fields/answers.ts';
import { toRawPage } from '../../../server/domain/fields/to-raw-page.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { parsePage } from '../../../server/domain/procedures/parse-page.ts';
import { groupOf, isLaterPage } from '../../../server/domain/procedures/repeat-group.ts';
import { compile, compileGood, TODAY } from './sample-town.ts';

const GROUP = `conditions:
  many: size(dogs) > 1
calculations:
  vaccinated: dogs.filter(d, d.vaccinated).size()
pages:
  - id: dogs
    title: 犬
    repeat: { of: dogs, min: 1, max: 3, summary: "{name}" }
    fields:
      name: { type: text, label: 名前 }
      old: { type: yes_no, label: 1歳以上ですか }
  - id: shots
    title: 注射
    repeat: { of: dogs }
    when: row.old
    fields:
      vaccinated: { type: yes_no, label: 注射をしましたか }
      number: { type: text, label: 番号, when: row.vaccinated && row.name != "シロ" }
      order: { type: text, label: 順番, when: many && row.index == 0 }
    checks:
      twice: { fails_when: "row.number != '' && dogs.filter(d, d.number == row.number).size() > 1", field: number, text: 番号が同じです。 }
      none: { fails_when: size(dogs) == 3 && vaccinated == 0, field: vaccinated, text: 1頭は注射が要ります。 }
    end_if: { all_done: 要りません。 }
  - id: home
    title: 住む所
    repeat: { of: dogs }
    fields:
      place: { type: text, label: 場所, required: false, when: '!row.vaccinated' }
      owners: { type: rows, min: 1, max: 2, label: 飼い主, fields: { who: { type: text, label: 名前 }, note: { type: text, label: 犬の様子, when: row.who == "子", required: false } } }
  - id: end
    title: 終わり
    fields: { last: { type: text, label: 最後, when: vaccinated > 0 } }
fee:
  when: with_application
  lines:
    - { item: tag, each: dogs, when: 'row.vaccinated && row.name != ""', label: 済票, yen: amounts.dog_tag }
`.replace('conditions:\n', 'conditions:\n  all_done: size(dogs) == 3 && vaccinated == 3\n');

const group = compileGood(GROUP);
const context = { today: TODAY };
const journey = (rows: readonly Answers[], more: Answers = {}) =>
  computeJourney(group, { ...more, dogs: rows }, context);
const dogsPage = (rows: readonly Answers[]) => journey(rows).reached[0]!;

const OWNERS = [{ who: '花子' }];
const YOUNG = { name: 'ポチ', old: false, owners: OWNERS };
const OLD = { name: 'ハナ', old: true, vaccinated: true, number: '7', owners: OWNERS };

describe('a repeat over several pages', () => {
  it('is one step: its first page stands for all', () => {
    const whole = journey([YOUNG, OLD]);
    expect(whole.reached.map(({ page }) => page.id)).toEqual(['dogs', 'end']);
    expect(whole.total).toBe(2);
    const pages = group.pages.slice(0, 3);
    expect(pages.map(isLaterPage)).toEqual([false, true, true]);
    expect(groupOf(group, pages[2]!)).toEqual(pages);
    expect(pages.map(({ repeat }) => [repeat?.min, repeat?.max, repeat?.first])).toEqual(
      Array(3).fill([1, 3, 'dogs']),
    );
  });

  it('keeps the answers of all its pages, for conditions, fees and what is sent', () => {
    const { answers, scope } = journey([YOUNG, OLD]);
    expect(answers['dogs']).toEqual([YOUNG, OLD]);
    expect(scope['vaccinated']).toBe(1n);
  });

  it('shows a page only for the rows that it is about, and forgets their answers with it', () => {
    const pages = (row: Answers) => dogsPage([row]).rows?.[0]?.pages.map(({ page }) => page.id);
    expect(pages(YOUNG)).toEqual(['dogs', 'home']);
    expect(pages(OLD)).toEqual(['dogs', 'shots', 'home']);
    const { answers, scope } = journey([{ ...OLD, old: false }]);
    expect(answers['dogs']).toEqual([{ name: 'ハナ', old: false, owners: OWNERS }]);
    expect(scope['vaccinated']).toBe(0n);
  });

  it('stops in a row at the first page that is not complete', () => {
    const rows = dogsPage([{ name: 'ハナ', old: true }, YOUNG]).rows;
    expect(rows?.map(({ complete }) => complete)).toEqual([false, true]);
    expect(rows?.[0]?.pages.map(({ page, complete }) => [page.id, complete])).toEqual([
      ['dogs', true],
      ['shots', false],
    ]);
    expect(dogsPage([{ name: 'ハナ', old: true }]).complete).toBe(false);
  });

  it('knows on a later page the row’s earlier pages, and how many rows there are', () => {
    const fields = (rows: Answers[], at = 0) => dogsPage(rows).rows?.[at]?.fields.map((f) => f.id);
    expect(fields([OLD])).toContain('number');
    expect(fields([{ ...OLD, name: 'シロ' }])).not.toContain('number');
    expect(fields([OLD])).not.toContain('order');
    expect(fields([OLD, YOUNG])).toContain('order');
    expect(fields([YOUNG, OLD], 1)).not.toContain('order');
  });

  it('names row and page of a problem', () => {
    const same = dogsPage([
      { ...OLD, order: '1' },
      { ...OLD, name: 'タロ' },
    ]);
    expect(same.errors).toMatchObject([
      { field: 'number', row: 0, page: 'shots', textKey: 'pages.shots.checks.twice' },
      { field: 'number', row: 1, page: 'shots' },
    ]);
    const none = [1, 2, 3].map((n) => ({ ...OLD, name: `${n}`, vaccinated: false, order: '1' }));
    expect(dogsPage(none).errors).toMatchObject([
      { page: 'shots', textKey: 'pages.shots.checks.none' },
    ]);
  });

  it('leaves a rule alone that stands on a page which no row shows', () => {
    expect(dogsPage([YOUNG, YOUNG, YOUNG])).toMatchObject({ complete: true, errors: [] });
  });

  it('may end on any of its pages', () => {
    const all = [1, 2, 3].map((n) => ({ ...OLD, number: `${n}`, order: '1' }));
    expect(journey(all).endedBy).toEqual({ page: 'shots', condition: 'all_done' });
  });
});

describe('parsePage in a group', () => {
  const parse = (id: string, raw: RawInput, rows: readonly Answers[], row: number) => {
    const page = group.pages.find((one) => one.id === id)!;
    return parsePage({ procedure: group, page, journey: journey(rows), raw, context, row });
  };

  it('reads only its own page, knowing what the others say', () => {
    const raw = { vaccinated: 'yes', number: '9', name: 'x' };
    expect(parse('shots', raw, [{ name: 'ハナ', old: true }], 0)).toMatchObject({
      errors: [],
      answers: { vaccinated: true, number: '9' },
    });
    expect(parse('shots', raw, [{ name: 'シロ', old: true }], 0).answers).toEqual({
      vaccinated: true,
    });
  });

  it('holds a row against all others', () => {
    const rows = [
      { ...OLD, order: '1' },
      { name: 'タロ', old: true },
    ];
    const raw = { vaccinated: 'yes', number: '7' };
    expect(parse('shots', raw, rows, 1).errors).toMatchObject([{ field: 'number' }]);
    expect(parse('shots', { ...raw, number: '8' }, rows, 1).errors).toEqual([]);
  });

  it('takes groups inside a later page', () => {
    const page = group.pages.find(({ id }) => id === 'home')!;
    const raw = toRawPage(page.fields, { owners: [{ who: '子', note: '元気' }] });
    expect(parse('home', raw, [YOUNG], 0).answers).toEqual({
      owners: [{ who: '子', note: '元気' }],
    });
  });
});

describe('compiling a group', () => {
  const codes = (from: string, to: string) =>
    compile(GROUP.replace(from, to)).findings.map(({ code }) => code);

  it('tells what is asked of a row only later', () => {
    expect(codes('when: row.old', 'when: row.vaccinated')).toEqual(['forward_reference']);
    expect(codes('when: row.old', 'when: vaccinated > 0')).toEqual(['forward_reference']);
    expect(codes('when: row.old', 'when: many')).toEqual([]);
    expect(
      codes('type: yes_no, label: 1歳以上ですか', 'type: yes_no, label: 一, when: size(dogs) > 1'),
    ).toEqual(['forward_reference']);
  });
});
