import type { Resources } from '../../domain/bookings/resources.ts';
import { rulesOn } from '../../domain/bookings/rules-on.ts';
import { type Catalogue, itemName } from '../../domain/fees/item-catalogue.ts';
import type { AnswerValue } from '../../domain/fields/answers.ts';
import { savedRows } from '../../domain/fields/inner-rows.ts';
import { maskedIndividualNumber } from '../../domain/fields/types/individual-number.ts';
import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { formatNumber } from '../../lib/number-text.ts';
import { dateText, yenText } from './format-text.ts';
import { optionTexts } from './option-texts.ts';
import { fieldLabel, localHtml, pickLocal } from './procedure-text.ts';

/** Names that are not in the definition: resources, catalogue items. */
export interface AnswerSources {
  readonly resources?: Resources;
  readonly catalogues?: ReadonlyMap<string, Catalogue>;
  /** Account numbers are shown whole: for staff, who pay out to them. */
  readonly wholeAccounts?: boolean;
}

/** One line of an answer: our own words are Html, what a person typed stays a string. */
export type AnswerLine = string | Html;

interface Reading {
  readonly field: Field;
  readonly words: Words;
  readonly procedure: Procedure;
  readonly sources: AnswerSources;
}

type Parts = Readonly<Record<string, string>>;

function optionLines(keys: readonly string[], { field, words, procedure, sources }: Reading) {
  const options = optionTexts(procedure, words, field, sources.resources);
  return keys.map((key) => options.find((option) => option.key === key)?.text ?? key);
}

function nameLines({ family, given, family_kana, given_kana }: Parts): string[] {
  const full = `${family ?? ''} ${given ?? ''}`.trim();
  const kana = `${family_kana ?? ''} ${given_kana ?? ''}`.trim();
  return [full, kana].filter(Boolean);
}

function addressLines(parts: Parts): string[] {
  const {
    postcode = '',
    prefecture = '',
    city = '',
    town = '',
    street = '',
    building = '',
  } = parts;
  const code = postcode && `〒${postcode.slice(0, 3)}-${postcode.slice(3)}`;
  return [code, `${prefecture}${city}${town}${street}`, building].filter(Boolean);
}

function withCode(name: string | undefined, code: string | undefined): string {
  return code ? `${name ?? ''} (${code})` : (name ?? '');
}

// The last three digits are enough to recognise an account by, and too few to use it.
function bankLines(parts: Parts, { words, sources }: Reading): AnswerLine[] {
  if (parts['use'] === 'registered') return [words.t('fields:bank_account.use.registered')];
  const number = parts['number'] ?? '';
  const hidden = sources.wholeAccounts ? 0 : Math.max(0, number.length - 3);
  const kind = `fields:bank_account.kind.${parts['kind']}`;
  const kindText = words.has(kind) ? words.t(kind) : (parts['kind'] ?? '');
  return [
    withCode(parts['bank_name'], parts['bank_code']),
    withCode(parts['branch_name'], parts['branch_code']),
    kindText,
    `${'*'.repeat(hidden)}${number.slice(hidden)}`,
    parts['holder_kana'] ?? '',
  ].filter((line) => line !== '');
}

function itemLines(value: AnswerValue, { field, words, sources }: Reading): Html[] {
  const catalogue = sources.catalogues?.get(String(field.settings['catalogue']));
  const rows = value as unknown as readonly { item: string; quantity: number }[];
  return rows.map(({ item, quantity }) => {
    const known = catalogue?.rows.find((row) => row.id === item);
    const name = known ? localHtml(itemName(known, words.locale), words.locale, known.name) : item;
    return words.t('fields:item_picker.line', { name, number: quantity });
  });
}

function slotLines(value: AnswerValue, { words, sources }: Reading): AnswerLine[] {
  const { resource, day, slots } = value as unknown as {
    resource: string;
    day: string;
    slots: readonly string[];
  };
  const known = sources.resources?.find(resource);
  const divisions = known ? rulesOn(known, day).slots : [];
  const labels = slots.map((id) => {
    const slot = divisions.find((s) => s.id === id);
    return slot ? pickLocal(slot.label, words.locale) : id;
  });
  return [known ? pickLocal(known.name, words.locale) : resource, dateText(words, day), ...labels];
}

function numberLine(value: AnswerValue, { field, words }: Reading): AnswerLine {
  const unit = field.settings['unit'];
  const number = formatNumber(Number(value), words.locale);
  return typeof unit === 'string'
    ? words.t('fields:with_unit', { number, unit: words.t(`vocabulary:${unit}`) })
    : number;
}

function dateLine(value: string, words: Words): Html {
  return value.length === 7
    ? rubyHtml(formatJstMonth(value, words.locale))
    : dateText(words, value);
}

/** One after the other: its number, then what was answered in it. */
function innerRowLines(value: AnswerValue, reading: Reading): AnswerLine[] {
  const { field, words, procedure, sources } = reading;
  const label = fieldLabel(procedure, words, field);
  return savedRows(value).flatMap((row, index) => [
    words.t('fields:rows.heading', { label, number: index + 1 }),
    ...(field.rows?.fields ?? []).flatMap((column) => {
      const [first, ...rest] = answerText(column, row[column.id], words, procedure, sources);
      if (first === undefined) return [];
      const params = { label: fieldLabel(procedure, words, column), text: first };
      return [words.t('fields:rows.line', params), ...rest];
    }),
  ]);
}

const READERS: Readonly<
  Record<string, (value: AnswerValue, reading: Reading) => readonly AnswerLine[]>
> = {
  date: (value, { words }) => [dateLine(String(value), words)],
  number: (value, reading) => [numberLine(value, reading)],
  yen: (value, { words }) => [yenText(words, Number(value))],
  gender: (value, reading) => optionLines([String(value)], reading),
  choice: (value, reading) => optionLines([String(value)], reading),
  choices: (value, reading) => optionLines(value as readonly string[], reading),
  yes_no: (value, reading) => optionLines([value === true ? 'yes' : 'no'], reading),
  consent: (value, { words }) => (value === true ? [words.t('fields:agree')] : []),
  name: (value) => nameLines(value as Parts),
  address: (value) => addressLines(value as Parts),
  bank_account: (value, reading) => bankLines(value as Parts, reading),
  item_picker: itemLines,
  slot_picker: slotLines,
  rows: innerRowLines,
  individual_number: (value) => [maskedIndividualNumber(value)],
  long_text: (value) => String(value).split('\n'),
};

/** A canonical answer in the reader's language; empty when there is none. Account numbers are masked, if not `wholeAccounts`. */
export function answerText(
  field: Field,
  value: AnswerValue | undefined,
  words: Words,
  procedure: Procedure,
  sources: AnswerSources = {},
): readonly AnswerLine[] {
  if (value === undefined || value === '') return [];
  const read = READERS[field.type];
  return read ? read(value, { field, words, procedure, sources }) : [String(value)];
}
