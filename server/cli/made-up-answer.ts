import type { AnswerValue } from '../domain/fields/answers.ts';
import type { Field } from '../domain/procedures/procedure.ts';
import { addOpenDays } from '../lib/japanese-calendar.ts';
import { addDays } from '../lib/jst-date.ts';

/** Who answers: a person that does not exist. */
export interface MadeUpPerson {
  readonly name: Readonly<Record<'family' | 'given' | 'family_kana' | 'given_kana', string>>;
  readonly address: Readonly<Record<string, string>>;
  readonly addressInTown: Readonly<Record<string, string>>;
  readonly phone: string;
  readonly words: string;
  readonly sentence: string;
  /** Days from today to a day that must lie ahead. */
  readonly daysAhead: number;
}

/** A number that no corporation has, with its check digit. */
const CORPORATION = '2990012345678';
const INDIVIDUAL = '123456789018';

interface DateBounds {
  readonly precision?: string;
  readonly not_past?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly min_days?: number;
  readonly max_days?: number;
  readonly min_business_days?: number;
}

function madeUpDate(bounds: DateBounds, today: string, daysAhead: number): string {
  const { from, to, min_days, max_days, min_business_days, not_past } = bounds;
  const first = [
    from,
    // Something is prepared, somebody comes: on an open day of the town hall.
    not_past || min_business_days !== undefined
      ? addOpenDays(addDays(today, daysAhead), 0)
      : undefined,
    min_days === undefined ? undefined : addDays(today, min_days),
    min_business_days === undefined ? undefined : addOpenDays(today, min_business_days),
  ];
  const last = [to, max_days === undefined ? undefined : addDays(today, max_days)];
  const known = (days: readonly (string | undefined)[]) =>
    days.filter((day): day is string => day !== undefined).sort();
  const wanted = known(first).at(-1) ?? '1988-05-20';
  const latest = known(last)[0];
  const day = latest !== undefined && latest < wanted ? latest : wanted;
  return bounds.precision === 'month' ? day.slice(0, 7) : day;
}

function madeUpDigits({ length, min_length }: { length?: number; min_length?: number }): string {
  return '1234567890'.repeat(4).slice(0, length ?? min_length ?? 6);
}

function madeUpText({ pattern, max = 100 }: { pattern?: string; max?: number }, words: string) {
  if (pattern === 'digits') return '0123456789'.slice(0, max);
  if (pattern === 'residence_card') return 'AB12345678CD';
  return pattern === 'katakana' ? 'ミホン' : words.slice(0, max);
}

/** Two where two may be chosen. */
function madeUpChoices(
  { min = 1, max = 2 }: { min?: number; max?: number },
  options: Field['options'],
) {
  return options?.slice(0, Math.max(min, Math.min(2, max))).map(({ key }) => key);
}

function madeUpAccount(
  { registered }: { registered?: boolean },
  { name }: MadeUpPerson,
): AnswerValue {
  if (registered) return { use: 'registered' };
  return {
    use: 'account',
    bank_code: '0001',
    bank_name: 'みずほ銀行',
    branch_code: '100',
    branch_name: '本店',
    kind: 'ordinary',
    number: '0123456',
    holder_kana: `${name.family_kana} ${name.given_kana}`,
  };
}

/** As many rows as there must be; every column answered. */
function madeUpRows({ rows, required }: Field, today: string, person: MadeUpPerson): AnswerValue {
  const count = Math.max(rows?.min ?? 0, required ? 1 : 0);
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      (rows?.fields ?? []).flatMap((field) => {
        const value = madeUpAnswer(field, today, person);
        return value === undefined ? [] : [[field.id, value] as const];
      }),
    ),
  );
}

/** What that person answers to a question; undefined for what has to be picked (slots, items). */
export function madeUpAnswer(
  field: Field,
  today: string,
  person: MadeUpPerson,
): AnswerValue | undefined {
  const { type, settings, options } = field;
  switch (type) {
    case 'date':
      return madeUpDate(settings as DateBounds, today, person.daysAhead);
    case 'number':
    case 'yen':
      return Number(settings['min'] ?? 1);
    case 'choice':
      return options?.[0]?.key;
    case 'choices':
      return madeUpChoices(settings, options);
    case 'text':
      return madeUpText(settings, person.words);
    case 'digits':
      return madeUpDigits(settings);
    case 'address':
      return settings['within_town'] ? person.addressInTown : person.address;
    case 'bank_account':
      return madeUpAccount(settings, person);
    case 'rows':
      return madeUpRows(field, today, person);
    default:
      return PLAIN[type]?.(person);
  }
}

const PLAIN: Readonly<Record<string, (person: MadeUpPerson) => AnswerValue>> = {
  long_text: ({ sentence }) => sentence,
  name: ({ name }) => name,
  gender: () => '2',
  phone: ({ phone }) => phone,
  email: () => 'hanako@example.jp',
  yes_no: () => false,
  consent: () => true,
  insured_number: () => '0000000001',
  corporate_number: () => CORPORATION,
  individual_number: () => ({ individual_number: INDIVIDUAL }),
};
