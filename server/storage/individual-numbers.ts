import type { Answers, AnswerValue, RawInput } from '../domain/fields/answers.ts';
import {
  INDIVIDUAL_NUMBER,
  maskedIndividualNumber,
} from '../domain/fields/types/individual-number.ts';
import type { KeyRing } from '../lib/key-ring.ts';

/** 個人番号 by the place of its answer (`my_number`, `children.0.my_number`) or input. */
export type IndividualNumbers = Readonly<Record<string, string>>;

const PURPOSE = 'individual-number';
const WHOLE = /^\d{12}$/;

export function sealNumbers(ring: KeyRing, numbers: IndividualNumbers, place: string) {
  if (Object.keys(numbers).length === 0) return null;
  return ring.forPurpose(PURPOSE).seal(JSON.stringify(numbers), place);
}

export function openNumbers(
  ring: KeyRing,
  sealed: Buffer | null | undefined,
  place: string,
): IndividualNumbers {
  return sealed ? JSON.parse(ring.forPurpose(PURPOSE).open(sealed, place)) : {};
}

interface Taken {
  /** The answers with masks where numbers were; the same object where there were none. */
  readonly plain: Answers;
  readonly numbers: IndividualNumbers;
  /** Places that held a mask already. */
  readonly masked: readonly string[];
}

function numberIn(value: AnswerValue): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, INDIVIDUAL_NUMBER))
    return undefined;
  const number = (value as Readonly<Record<string, unknown>>)[INDIVIDUAL_NUMBER];
  return typeof number === 'string' ? number : undefined;
}

/** Whole answers with their place; of repeats those of every row. */
function eachAnswer(
  answers: Answers,
  visit: (path: string, value: AnswerValue) => void,
  prefix = '',
): void {
  for (const id of Object.keys(answers)) {
    const value = answers[id] as AnswerValue;
    visit(prefix + id, value);
    if (!Array.isArray(value)) continue;
    for (const [index, row] of value.entries()) {
      if (typeof row === 'object' && row !== null)
        eachAnswer(row as Answers, visit, `${prefix}${id}.${index}.`);
    }
  }
}

/** Takes 個人番号 out of answers: they go into a column of their own. */
export function takeNumbers(answers: Answers): Taken {
  const numbers: Record<string, string> = {};
  const masked: string[] = [];
  eachAnswer(answers, (path, value) => {
    const number = numberIn(value);
    if (number === undefined) return;
    if (WHOLE.test(number)) numbers[path] = number;
    else masked.push(path);
  });
  if (Object.keys(numbers).length === 0) return { plain: answers, numbers, masked };
  const plain = structuredClone(answers) as Answers;
  eachAnswer(plain, (path, value) => {
    if (numbers[path] === undefined) return;
    (value as Record<string, unknown>)[INDIVIDUAL_NUMBER] = maskedIndividualNumber(value);
  });
  return { plain, numbers, masked };
}

/** Puts them back in their places. @param plain fresh from storage: it is changed */
export function giveNumbers(plain: Answers, numbers: IndividualNumbers): Answers {
  if (Object.keys(numbers).length === 0) return plain;
  eachAnswer(plain, (path, value) => {
    const number = numbers[path];
    if (number !== undefined) (value as Record<string, unknown>)[INDIVIDUAL_NUMBER] = number;
  });
  return plain;
}

/** What was typed into inputs for them, valid or not, apart from everything else. */
export function takeTypedNumbers(raw: RawInput): {
  readonly plain: RawInput;
  readonly numbers: IndividualNumbers;
} {
  const isOne = (name: string) => name.endsWith(`.${INDIVIDUAL_NUMBER}`);
  const all = Object.entries(raw);
  if (!all.some(([name]) => isOne(name))) return { plain: raw, numbers: {} };
  const typed = all.filter(([name, value]) => isOne(name) && value !== undefined);
  return {
    plain: Object.fromEntries(all.filter(([name]) => !isOne(name))),
    numbers: Object.fromEntries(typed.map(([name, value]) => [name, String(value)])),
  };
}
