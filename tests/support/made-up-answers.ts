import type { Answers, AnswerValue } from '../../server/domain/fields/answers.ts';
import type { Field, Page, Procedure } from '../../server/domain/procedures/procedure.ts';
import { rowsOf } from '../../server/domain/procedures/rows.ts';
import { addOpenDays } from '../../server/lib/japanese-calendar.ts';
import { addDays } from '../../server/lib/jst-date.ts';

// A real postcode of the country, and one that only the sample town has.
const ELSEWHERE = {
  postcode: '1000001',
  prefecture: '東京都',
  city: '千代田区',
  town: '千代田',
  street: '1番1号',
  building: '',
};
const IN_TOWN = {
  postcode: '9990001',
  prefecture: '見本県',
  city: '見本市',
  town: '中央町',
  street: '1番1号',
  building: '見本ハイツ203',
};

const PLAIN: Readonly<Record<string, AnswerValue>> = {
  long_text: '特にありません。',
  name: { family: '髙𠮷', given: '花子', family_kana: 'タカヨシ', given_kana: 'ハナコ' },
  gender: '2',
  phone: '090-0000-0000',
  email: 'hanako@example.jp',
  yes_no: false,
  consent: true,
  insured_number: '0000000001',
};

/** The account of the name above. */
const ACCOUNT = {
  use: 'account',
  bank_code: '0001',
  bank_name: '見本銀行',
  branch_code: '001',
  branch_name: '中央支店',
  kind: 'ordinary',
  number: '0123456',
  holder_kana: 'タカヨシ ハナコ',
};

/** A day to come: something is prepared, somebody comes. Then it is an open day of the town hall. */
function liesAhead(settings: Field['settings']): boolean {
  return Boolean(settings['not_past'] || settings['min_business_days']);
}

/** What a made-up resident answers to a question that the example case leaves open. */
function madeUpAnswer({ type, settings, options }: Field, today: string): AnswerValue | undefined {
  switch (type) {
    case 'bank_account':
      return settings['registered'] ? { use: 'registered' } : ACCOUNT;
    case 'date': {
      const day = liesAhead(settings) ? addOpenDays(addDays(today, 10), 0) : '1988-05-20';
      return settings['precision'] === 'month' ? day.slice(0, 7) : day;
    }
    case 'number':
    case 'yen':
      return Number(settings['min'] ?? 1);
    case 'choice':
      return options?.[0]?.key;
    case 'choices':
      return options?.slice(0, 2).map((option) => option.key);
    case 'text':
      return settings['pattern'] === 'digits' ? '0123456789' : 'ミホン';
    case 'address':
      return settings['within_town'] ? IN_TOWN : ELSEWHERE;
    default:
      return PLAIN[type];
  }
}

function completed(fields: readonly Field[], given: Answers, today: string): Answers {
  const answers = fields.map((field) => [
    field.id,
    field.rows
      ? completedRows(rowsOf(given, field.id), field.rows, today)
      : (given[field.id] ?? madeUpAnswer(field, today)),
  ]);
  return Object.fromEntries(answers.filter(([, value]) => value !== undefined));
}

interface Group {
  readonly min: number;
  readonly fields: readonly Field[];
}

function completedRows(rows: readonly Answers[], { min, fields }: Group, today: string): Answers[] {
  const asked = rows.length > 0 ? rows : Array.from({ length: Math.max(min, 1) }, () => ({}));
  return asked.map((row) => completed(fields, row, today));
}

function pageAnswers(page: Page, given: Answers, today: string): Answers {
  if (page.repeat === undefined) return completed(page.fields, given, today);
  const { of, min } = page.repeat;
  return { [of]: completedRows(rowsOf(given, of), { min, fields: page.fields }, today) };
}

/** An example case of a definition with every question answered; slots are left to be picked. */
export function madeUpAnswers(procedure: Procedure, example: string, today: string): Answers {
  const found = procedure.examples.find((one) => one.name === example);
  if (found === undefined) throw new Error(`${procedure.id} has no example "${example}"`);
  return Object.assign(
    {},
    ...procedure.pages.map((page) => pageAnswers(page, found.answers, today)),
  );
}

/** The first example case that goes through to the end. */
export function fullExample(procedure: Procedure): string {
  const found = procedure.examples.find(
    ({ expect }) => expect.pages && !expect.ends_with && !expect.errors,
  );
  if (found === undefined) throw new Error(`${procedure.id} has no example case with its pages`);
  return found.name;
}
