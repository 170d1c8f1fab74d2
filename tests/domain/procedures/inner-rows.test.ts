import { describe, expect, it } from 'vitest';
import type { Answers, RawInput } from '../../../server/domain/fields/answers.ts';
import { addRow, removeRow, shownRows } from '../../../server/domain/fields/inner-rows.ts';
import { toRawPage } from '../../../server/domain/fields/to-raw-page.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { parsePage } from '../../../server/domain/procedures/parse-page.ts';
import type { Field, Page } from '../../../server/domain/procedures/procedure.ts';
import { compile, compileGood, TODAY } from './sample-town.ts';

const PERIODS = `calculations:
  months: 'sum(periods.map(p, p.months))'
  insured: periods.exists(p, p.kind == "care")
pages:
  - id: history
    title: これまで
    fields:
      abroad: { type: yes_no, label: 外国に住みましたか }
      periods:
        type: rows
        label: 期間
        when: abroad
        min: 1
        max: 3
        fields:
          kind: { type: choice, label: 種類, options: { work: 仕事, care: 介護 } }
          months: { type: number, label: 月数 }
          note: { type: text, label: くわしく, when: 'row.kind == "care" && row.index > 0', required: false }
          since: { type: date, label: いつから }
  - id: children
    title: 子ども
    repeat: { of: children, min: 0, max: 2, summary: "{name}" }
    fields:
      name: { type: text, label: 名前 }
      schools:
        type: rows
        label: 学校
        required: false
        max: 2
        fields:
          school: { type: text, label: 学校の名前, max: 10 }
          left: { type: yes_no, label: やめましたか }
    checks:
      too_many: { fails_when: 'size(row.schools) > 1 && row.schools[1].left', field: schools, text: 多いです。 }
fee:
  when: at_counter
  lines:
    - { item: period, each: periods, label: 期間, yen: row.months * 100 }
`;

const procedure = compileGood(PERIODS);
const [history, children] = procedure.pages as [Page, Page];
const periods = history.fields[1] as Field;

const DATE = { 'since.era': 'ad', 'since.year': '2020', 'since.month': '4', 'since.day': '1' };

function row(index: number, boxes: RawInput, id = 'periods'): RawInput {
  return Object.fromEntries(
    Object.entries(boxes).map(([name, text]) => [`${id}.${index}.${name}`, text]),
  );
}

function parse(page: Page, raw: RawInput, at?: number, answers: Answers = { abroad: true }) {
  const journey = computeJourney(procedure, answers, { today: TODAY });
  return parsePage({ procedure, page, journey, raw, context: { today: TODAY }, row: at });
}

const told = (parsed: ReturnType<typeof parse>) =>
  parsed.errors.map(({ input, code }) => `${input} ${code}`);

describe('rows inside a page', () => {
  const first = row(0, { kind: 'care', months: '3', ...DATE });
  const second = row(1, { kind: 'care', months: '２', note: '母', ...DATE });

  it('reads each row in order, with conditions of its own', () => {
    const { answers, errors } = parse(history, { abroad: 'yes', ...first, ...second });
    expect(errors).toEqual([]);
    expect(answers).toEqual({
      abroad: true,
      periods: [
        { kind: 'care', months: 3, since: '2020-04-01' },
        { kind: 'care', months: 2, note: '母', since: '2020-04-01' },
      ],
    });
  });

  it('leaves out a row in which nothing was typed, wherever it stands', () => {
    const raw = {
      abroad: 'yes',
      'periods.count': '3',
      ...row(0, { 'since.era': 'ad' }),
      ...second,
    };
    const { answers, errors } = parse(history, raw);
    expect(errors).toEqual([]);
    expect(answers['periods']).toHaveLength(1);
  });

  it('asks for what is missing in a row that was begun, at its own input', () => {
    const begun = row(1, { months: 'x', 'since.era': 'ad' });
    expect(told(parse(history, { abroad: 'yes', ...first, ...begun }))).toEqual([
      'periods.1.kind required_choice',
      'periods.1.months number_format',
      'periods.1.since.year required_date',
    ]);
  });

  it('asks in the first empty row when too few are filled in', () => {
    expect(told(parse(history, { abroad: 'yes', 'periods.count': '2' }))).toEqual([
      'periods.0.kind required_choice',
      'periods.0.months required_number',
      'periods.0.since.year required_date',
    ]);
  });

  it('drops none silently when there are more than may be', () => {
    const raw = [0, 1, 2, 3].map((at) => row(at, { kind: 'work', months: '1', ...DATE }));
    expect(told(parse(history, Object.assign({ abroad: 'yes' }, ...raw)))).toEqual([
      'periods too_many_rows',
    ]);
  });

  it('is not asked where its own condition does not hold', () => {
    const parsed = parse(history, { abroad: 'no', ...first });
    expect(parsed).toMatchObject({ answers: { abroad: false }, errors: [] });
  });

  it('says which fields of which row were shown', () => {
    const ids = parse(history, { abroad: 'yes', ...first, ...second }).shown.map(({ id }) => id);
    expect(ids).toContain('periods.1.note');
    expect(ids).not.toContain('periods.0.note');
  });

  it('asks, and does not blame, for what only this input brought up', () => {
    const raw = { abroad: 'yes', shown: 'abroad' };
    expect(parse(history, raw).errors.every(({ code }) => code === 'more_questions')).toBe(true);
  });

  it('works inside a row of a repeat, where rows may be none', () => {
    const none = parse(children, { name: '花', 'schools.count': '1' }, 0);
    expect(none).toMatchObject({ answers: { name: '花' }, errors: [] });
    const one = row(0, { school: '北小', left: 'no' }, 'schools');
    expect(parse(children, { name: '花', ...one }, 0).answers).toEqual({
      name: '花',
      schools: [{ school: '北小', left: false }],
    });
    const two = row(1, { school: '南小', left: 'yes' }, 'schools');
    expect(told(parse(children, { name: '花', ...one, ...two }, 0))).toEqual([
      'schools.count check_failed',
    ]);
  });

  it('shows again what was stored, and one empty row more', () => {
    const answers = {
      abroad: true,
      periods: [{ kind: 'care', months: 3, since: '2020-04-01' }],
    };
    const raw = toRawPage(history.fields, answers);
    expect(raw['periods.count']).toBe('2');
    expect(parse(history, raw)).toMatchObject({ answers, errors: [] });
  });
});

describe('the journey with rows inside a page', () => {
  const journeyOf = (answers: Answers) => computeJourney(procedure, answers, { today: TODAY });
  const good = { kind: 'work', months: 5, since: '2020-04-01', note: 'hidden' };

  it('keeps what is shown and gives conditions a list', () => {
    const care = { kind: 'care', months: 7, since: '2020-04-01', note: 'old' };
    const journey = journeyOf({ abroad: true, periods: [good, care] });
    expect(journey.reached[0]).toMatchObject({ complete: true, errors: [] });
    const { note: _, ...shown } = good;
    expect(journey.answers['periods']).toEqual([shown, care]);
    expect(journey.scope['months']).toBe(12n);
    expect(journey.scope['insured']).toBe(true);
    expect(journeyOf({ abroad: false, periods: [care] }).scope['insured']).toBe(false);
  });

  it('finds a row that no longer holds', () => {
    const { reached } = journeyOf({ abroad: true, periods: [good, { kind: 'gone' }] });
    expect(reached).toHaveLength(1);
    expect(reached[0]?.errors).toMatchObject([{ input: 'periods.1.kind', code: 'choice_unknown' }]);
    expect(journeyOf({ abroad: true, periods: [] }).reached[0]?.errors).toMatchObject([
      { code: 'inner_rows_too_few', params: { min: 1 } },
    ]);
  });
});

describe('one row more or less', () => {
  const raw = {
    abroad: 'yes',
    'periods.count': '2',
    ...row(0, { months: '1' }),
    ...row(1, { months: '2', kind: 'care' }),
  };

  it('keeps everything else as it was typed', () => {
    const more = addRow(periods, raw);
    expect(shownRows(periods, more)).toBe(3);
    expect(shownRows(periods, addRow(periods, more))).toBe(3);
    expect(removeRow(periods, more, 0)).toEqual({
      abroad: 'yes',
      'periods.count': '2',
      ...row(0, { months: '2', kind: 'care' }),
    });
    expect(removeRow(periods, raw, 5)).toEqual(raw);
  });

  it('never shows none', () => {
    const none = removeRow(periods, removeRow(periods, raw, 0), 0);
    expect(none).toEqual({ abroad: 'yes', 'periods.count': '0' });
    expect(shownRows(periods, none)).toBe(1);
  });
});

describe('a definition with rows', () => {
  const codes = (fields: string) =>
    compile(`pages:
  - id: p
    title: ページ
    fields:
      entries: { type: rows, label: 一覧, max: 2, fields: { ${fields} } }
      after: { type: text, label: 後, required: false }
`).findings.map(({ code, message }) => `${code} ${message}`);

  it('knows its own row, and nothing that is asked later', () => {
    expect(
      codes('a: { type: text, label: A }, b: { type: text, label: B, when: row.a != "" }'),
    ).toEqual([]);
    expect(
      codes('a: { type: text, label: A, when: row.b != "" }, b: { type: text, label: B }').join(),
    ).toMatch(/forward_reference/);
    expect(codes('a: { type: text, label: A, when: after != "" }').join()).toMatch(
      /forward_reference/,
    );
    expect(codes('a: { type: text, label: A, when: entries.size() > 0 }').join()).toMatch(
      /forward_reference/,
    );
  });

  it('has no pickers and no individual number in it', () => {
    expect(codes('a: { type: item_picker, label: A, catalogue: bulky_items }').join()).toMatch(
      /wrong_value/,
    );
    expect(codes('a: { type: individual_number, label: A, law: 番号法 }').join()).toMatch(
      /wrong_value/,
    );
  });

  it('needs a label for each, and names of its own', () => {
    expect(codes('a: { type: text }').join()).toMatch(/missing_text/);
    expect(codes('label: { type: text, label: A }').join()).toMatch(/reserved_id/);
  });
});
