import type { Answers, AnswerValue } from '../domain/fields/answers.ts';
import { computeJourney } from '../domain/procedures/journey.ts';
import type { Field, Procedure, ReachedPage, RuleContext } from '../domain/procedures/procedure.ts';
import { rowsOf, withRow } from '../domain/procedures/rows.ts';
import { type MadeUpPerson, madeUpAnswer } from './made-up-answer.ts';

/** More pages than any procedure has: a definition that never completes must not hang the seed. */
const MOST_ROUNDS = 60;

const ADDRESS = {
  postcode: '9990011',
  prefecture: '見本県',
  city: '見本市',
  town: '北山',
  street: '1-1',
  building: '',
};

const ELSEWHERE = {
  postcode: '1000001',
  prefecture: '東京都',
  city: '千代田区',
  town: '千代田',
  street: '1-1',
  building: '',
};

export const HANAKO: MadeUpPerson = {
  name: { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' },
  address: ADDRESS,
  addressInTown: ADDRESS,
  phone: '09000000000',
  words: '見本',
  sentence: '見本の入力です。',
  daysAhead: 0,
};

interface Who {
  readonly today: string;
  readonly person: MadeUpPerson;
}

function filled(fields: readonly Field[], given: Answers, { today, person }: Who): Answers {
  const answers: Record<string, AnswerValue> = { ...given };
  for (const field of fields) {
    // What need not be answered stays empty, as most people leave it.
    const value =
      answers[field.id] ?? (field.required ? madeUpAnswer(field, today, person) : undefined);
    if (value !== undefined) answers[field.id] = value;
  }
  return answers;
}

/** The rows that the example gives are completed first; a new one comes after them. */
function fillRows({ page, rows = [] }: ReachedPage, of: string, answers: Answers, who: Who) {
  const at = rows.findIndex((row) => !row.complete);
  const given = rowsOf(answers, of);
  const index = at < 0 ? given.length : at;
  return withRow(
    answers,
    of,
    index,
    filled(rows[at]?.fields ?? page.fields, given[index] ?? {}, who),
  );
}

/** Who moves away gives an address in another town: a check says so. */
function elsewhere({ errors, fields }: ReachedPage, answers: Answers, given: Answers): Answers {
  const wrong = fields.filter(
    ({ id, type }) =>
      type === 'address' && given[id] === undefined && errors.some(({ field }) => field === id),
  );
  return { ...answers, ...Object.fromEntries(wrong.map(({ id }) => [id, ELSEWHERE])) };
}

/**
 * Completes the answers of an example case with those of a made-up person, page by page as a
 * resident would. Undefined when the journey ends elsewhere or can't be completed this way.
 */
export function sampleAnswers(
  procedure: Procedure,
  given: Answers,
  context: RuleContext,
  person: MadeUpPerson = HANAKO,
): Answers | undefined {
  const who = { today: context.today, person };
  let answers = given;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const journey = computeJourney(procedure, answers, context);
    if (journey.complete) return answers;
    if (journey.endedBy) return undefined;
    const missing = journey.reached.find((reached) => !reached.complete);
    if (missing === undefined) return undefined;
    const { page, fields } = missing;
    answers = page.repeat
      ? fillRows(missing, page.repeat.of, answers, who)
      : elsewhere(missing, filled(fields, answers, who), given);
  }
  return undefined;
}
