import { type MadeUpPerson, madeUpAnswer } from '../../server/cli/made-up-answer.ts';
import type { Answers } from '../../server/domain/fields/answers.ts';
import type { Field, Page, Procedure } from '../../server/domain/procedures/procedure.ts';
import { groupOf, isLaterPage } from '../../server/domain/procedures/repeat-group.ts';
import { rowsOf } from '../../server/domain/procedures/rows.ts';

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

/** Whoever answers where nobody else is named. */
export const HANAKO: MadeUpPerson = {
  name: { family: '髙𠮷', given: '花子', family_kana: 'タカヨシ', given_kana: 'ハナコ' },
  address: ELSEWHERE,
  addressInTown: IN_TOWN,
  phone: '090-0000-0000',
  words: 'ミホン',
  sentence: '特にありません。',
  daysAhead: 10,
};

/** Who answers, and when. */
interface Answering {
  readonly today: string;
  readonly person: MadeUpPerson;
}

function completed(fields: readonly Field[], given: Answers, by: Answering): Answers {
  const answers = fields.map((field) => [
    field.id,
    field.rows
      ? completedRows(rowsOf(given, field.id), field.rows, by)
      : (given[field.id] ?? madeUpAnswer(field, by.today, by.person)),
  ]);
  return Object.fromEntries(answers.filter(([, value]) => value !== undefined));
}

interface Group {
  readonly min: number;
  readonly fields: readonly Field[];
}

function completedRows(rows: readonly Answers[], { min, fields }: Group, by: Answering): Answers[] {
  const asked = rows.length > 0 ? rows : Array.from({ length: Math.max(min, 1) }, () => ({}));
  return asked.map((row) => completed(fields, row, by));
}

/** A repeat over several pages is answered with its first one. */
function pageAnswers(procedure: Procedure, page: Page, given: Answers, by: Answering): Answers {
  if (page.repeat === undefined) return completed(page.fields, given, by);
  if (isLaterPage(page)) return {};
  const { of, min } = page.repeat;
  const fields = groupOf(procedure, page).flatMap((one) => one.fields);
  return { [of]: completedRows(rowsOf(given, of), { min, fields }, by) };
}

/** An example case of a definition with every question answered; slots are left to be picked. */
export function madeUpAnswers(
  procedure: Procedure,
  example: string,
  today: string,
  person = HANAKO,
): Answers {
  const found = procedure.examples.find((one) => one.name === example);
  if (found === undefined) throw new Error(`${procedure.id} has no example "${example}"`);
  return Object.assign(
    {},
    ...procedure.pages.map((page) =>
      pageAnswers(procedure, page, found.answers, { today, person }),
    ),
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
