import type { Answers, AnswerValue } from '../domain/fields/answers.ts';
import { computeJourney } from '../domain/procedures/journey.ts';
import type { Field, Page, Procedure, RuleContext } from '../domain/procedures/procedure.ts';
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

const HANAKO: MadeUpPerson = {
  name: { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' },
  address: ADDRESS,
  addressInTown: ADDRESS,
  phone: '09000000000',
  words: '見本',
  sentence: '見本の入力です。',
  daysAhead: 0,
};

function fillPage(
  page: Page,
  fields: readonly Field[],
  answers: Answers,
  context: RuleContext,
): Answers {
  const filled: Record<string, AnswerValue> = { ...answers };
  for (const field of fields) {
    // What need not be answered stays empty, as most people leave it.
    const value =
      filled[field.id] ?? (field.required ? madeUpAnswer(field, context.today, HANAKO) : undefined);
    if (value !== undefined) filled[field.id] = value;
  }
  if (page.repeat === undefined) return filled;
  const row = fillPage({ ...page, repeat: undefined }, page.fields, {}, context);
  return withRow(answers, page.repeat.of, rowsOf(answers, page.repeat.of).length, row);
}

/**
 * Completes the answers of an example case with those of a made-up person, page by page as a
 * resident would. Undefined when the journey ends elsewhere or can't be completed this way.
 */
export function sampleAnswers(
  procedure: Procedure,
  given: Answers,
  context: RuleContext,
): Answers | undefined {
  let answers = given;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const journey = computeJourney(procedure, answers, context);
    if (journey.complete) return answers;
    if (journey.endedBy) return undefined;
    const missing = journey.reached.find((reached) => !reached.complete);
    if (missing === undefined) return undefined;
    answers = fillPage(missing.page, missing.fields, answers, context);
  }
  return undefined;
}
