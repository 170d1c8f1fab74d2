import type { Answers, AnswerValue } from '../domain/fields/answers.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { Field, Procedure } from '../domain/procedures/procedure.ts';
import { type MadeUpName, madeUpName, madeUpPhone } from './made-up-people.ts';
import type { SeededRandom } from './seeded-random.ts';

interface Family {
  readonly applicant: MadeUpName;
  readonly phone: string;
  readonly street: string;
  other(): MadeUpName;
}

function renamed(field: Field, value: AnswerValue, family: Family): AnswerValue {
  switch (field.type) {
    case 'name':
      return { ...(field.fact === 'applicant.name' ? family.applicant : family.other()) };
    case 'phone':
      return family.phone;
    case 'address':
      return { ...(value as Record<string, string>), street: family.street };
    case 'bank_account': {
      const account = value as Record<string, string>;
      const { family_kana, given_kana } = family.applicant;
      return account['use'] === 'account'
        ? { ...account, holder_kana: `${family_kana} ${given_kana}` }
        : account;
    }
    case 'rows':
      return (value as readonly Answers[]).map((row) =>
        renamedAll(field.rows?.fields ?? [], row, family),
      );
    default:
      return value;
  }
}

function renamedAll(fields: Iterable<Field>, answers: Answers, family: Family): Answers {
  const result: Record<string, AnswerValue> = { ...answers };
  for (const field of fields) {
    const value = answers[field.id];
    if (value !== undefined) result[field.id] = renamed(field, value, family);
  }
  return result;
}

/** The same answers, given by somebody else: names, telephone, house number. No rule looks at these. */
export function answersOfSomebody(
  procedure: Procedure,
  answers: Answers,
  locale: Locale,
  random: SeededRandom,
): Answers {
  const applicant = madeUpName(random, locale);
  const { family, family_kana } = applicant;
  const somebody: Family = {
    applicant,
    phone: madeUpPhone(random),
    street: `${1 + random.below(30)}-${1 + random.below(20)}`,
    other: () => ({ ...madeUpName(random, locale), family, family_kana }),
  };
  const byRepeat = Map.groupBy(procedure.fields.values(), ({ repeat }) => repeat);
  const result: Record<string, AnswerValue> = {
    ...renamedAll(byRepeat.get(undefined) ?? [], answers, somebody),
  };
  for (const [repeat, fields] of byRepeat) {
    const rows = repeat === undefined ? undefined : result[repeat];
    if (repeat === undefined || !Array.isArray(rows)) continue;
    result[repeat] = (rows as readonly Answers[]).map((row) => renamedAll(fields, row, somebody));
  }
  return result;
}
