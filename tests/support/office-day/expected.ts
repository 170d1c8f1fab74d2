import type { Answers } from '../../../server/domain/fields/answers.ts';

/** One case as another system should get it. */
export interface Expected {
  /** Lines of the table by their headings; what is not named is empty. */
  readonly lines: readonly Readonly<Record<string, string>>[];
  /** Items of the data record. */
  readonly items: Readonly<Record<string, unknown>>;
}

export type Texts = Readonly<Record<string, string>>;

/** 「王 芳」 */
export function fullName(answers: Answers, field: string): string {
  const { family = '', given = '' } = answers[field] as unknown as Texts;
  return `${family} ${given}`;
}

/** Answers under the ids of their fields, part by part. */
function flat(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one === 'string')) return [[path, value.join(' ')]];
    return value.flatMap((one, index) => flat(one, `${path}.${index + 1}`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([part, one]) => flat(one, `${path}.${part}`));
  }
  if (typeof value === 'boolean') return [[path, value ? 'yes' : 'no']];
  return [[path, String(value ?? '')]];
}

/** A procedure whose table and record are its answers, one by one. */
export const answersAlone =
  (...fields: string[]) =>
  (answers: Answers): Expected => {
    // A question that was left open has no answer at all.
    const given = fields.filter((field) => String(answers[field]) !== '');
    const items = Object.fromEntries(given.map((field) => [field, answers[field]]));
    const cells = given.flatMap((field) => flat(answers[field], field));
    return { lines: [Object.fromEntries(cells)], items };
  };

/** A procedure with a data record of its own: the table says the same in text. */
export const recordOf =
  (read: (answers: Answers) => Readonly<Record<string, unknown>>) =>
  (answers: Answers): Expected => {
    const items = read(answers);
    const cells = Object.entries(items).flatMap(([item, value]) => flat(value, item));
    return { lines: [Object.fromEntries(cells)], items };
  };
