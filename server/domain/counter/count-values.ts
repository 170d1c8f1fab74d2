import { isDeepStrictEqual } from 'node:util';
import type { Answers } from '../fields/answers.ts';
import type { ValueCounts } from './sitting.ts';

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What marks a row is no answer. */
const partsOf = (value: Parts) => Object.entries(value).filter(([key]) => !key.startsWith('@'));

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Boxes of a paper form that a value fills: a name has four, a row as many as it has answers. */
function leavesOf(value: unknown): number {
  if (value === undefined || value === null || value === '') return 0;
  if (Array.isArray(value)) return sum(value.map(leavesOf));
  return isParts(value) ? sum(partsOf(value).map(([, part]) => leavesOf(part))) : 1;
}

/** Of these, the ones that stood there before. Of a name that was mended, the parts that were not. */
function carriedOf(value: unknown, offered: unknown): number {
  if (isDeepStrictEqual(value, offered)) return leavesOf(value);
  if (Array.isArray(value) && Array.isArray(offered)) {
    return sum(value.map((one, index) => carriedOf(one, offered[index])));
  }
  if (!isParts(value) || !isParts(offered)) return 0;
  return sum(partsOf(value).map(([key, part]) => carriedOf(part, offered[key])));
}

/**
 * Values that the papers would have asked for, those that were known before the form was begun, and
 * those that had to be typed.
 * @param answers of the form as it is sent
 * @param offered what it could begin with
 */
export function countValues(answers: Answers, offered: Answers): ValueCounts {
  const paperValues = leavesOf(answers);
  const carriedValues = carriedOf(answers, offered);
  return { paperValues, carriedValues, typedValues: paperValues - carriedValues };
}
