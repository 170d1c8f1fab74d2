import type { RawInput } from '../../server/domain/fields/answers.ts';
import { fieldType } from '../../server/domain/fields/registry.ts';
import type { Field } from '../../server/domain/procedures/procedure.ts';

type Wrong = Readonly<Record<string, string>>;

/** What a person might type by mistake, for each kind of question: part of the input → words. */
const BY_TYPE: Readonly<Record<string, (field: Field) => Wrong | undefined>> = {
  text: ({ settings }) => ({ '': 'あ'.repeat(Number(settings['max'] ?? 100) + 1) }),
  long_text: ({ settings }) => ({ '': 'あ'.repeat(Number(settings['max'] ?? 1000) + 1) }),
  name: () => ({ '.family_kana': 'abc' }),
  date: () => ({ '.month': '13' }),
  gender: () => ({ '': '7' }),
  address: () => ({ '.postcode': '12' }),
  phone: () => ({ '': '電話はありません' }),
  email: () => ({ '': 'hanako at example' }),
  number: () => ({ '': 'たくさん' }),
  yen: () => ({ '': '千円くらい' }),
  choice: () => ({ '': 'nothing-of-the-kind' }),
  choices: () => ({ '': 'nothing-of-the-kind' }),
  yes_no: () => ({ '': 'maybe' }),
  insured_number: () => ({ '': '12' }),
  digits: () => ({ '': 'abc' }),
  corporate_number: () => ({ '': '1234567890123' }),
  bank_account: () => ({ '.use': 'account', '.number': 'abc' }),
  consent: ({ required }) => (required ? { '': '' } : undefined),
  item_picker: () => ({ '.quantity': 'たくさん' }),
};

/**
 * The wished input of a page with one question answered wrongly; undefined where a type has no
 * wrong answer that a form could send.
 */
export function wrongInput(field: Field, wishes: RawInput): RawInput | undefined {
  const wrong = BY_TYPE[field.type]?.(field);
  if (wrong === undefined) return undefined;
  const inputs = fieldType(field.type).inputs(field);
  const base = inputs[0]?.split('.')[0] ?? field.id;
  const changed: Record<string, RawInput[string]> = { ...wishes };
  for (const [part, words] of Object.entries(wrong)) {
    const below = Object.keys(wishes).filter((name) => name.startsWith(`${base}${part}.`));
    for (const name of below.length > 0 ? below : [`${base}${part}`]) changed[name] = words;
  }
  return changed;
}

/** Kinds of question that `wrongInput` knows. */
export const WRONG_TYPES: readonly string[] = Object.keys(BY_TYPE);
