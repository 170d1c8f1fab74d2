import type { Resources } from '../../domain/bookings/resources.ts';
import type { Field, Page, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { escapeHtml, Html } from '../../lib/html.ts';
import { formatNumber } from '../../lib/number-text.ts';
import {
  type InputAttributes,
  inputAttributes,
  isOptionalPart,
  partInputs,
} from './input-attributes.ts';
import { type OptionText, optionTexts } from './option-texts.ts';
import { placedFields } from './placed-fields.ts';
import { fieldLabel, fieldLabelPlain, procedureText } from './procedure-text.ts';

/** One of several inputs of a field: family name, year … */
export interface PartTexts extends InputAttributes {
  readonly part: string;
  readonly name: string;
  readonly id: string;
  readonly label: Html;
  /** 任意, when the part may stay empty although the field is required. */
  readonly mark?: Html;
  readonly hint?: Html;
  /** The part is a select. */
  readonly options?: readonly OptionText[];
}

/** All of a field that doesn't depend on the person: made once per procedure version and language. */
export interface FieldTexts {
  readonly field: Field;
  readonly id: string;
  /** Template under views/fields. */
  readonly template: string;
  /** DOM id of the (first) input; hint and error hang on it. */
  readonly inputId: string;
  readonly label: Html;
  readonly labelPlain: string;
  /** 必須 / 任意 */
  readonly mark: Html;
  readonly markClass: string;
  readonly hint?: Html;
  /** How to write it: 「例：090-1234-5678」. */
  readonly example?: Html;
  readonly hasHint: boolean;
  readonly statement?: Html;
  readonly unit?: Html;
  readonly input: InputAttributes;
  readonly parts: readonly PartTexts[];
  readonly options: readonly OptionText[];
  /** bank_account: registered account or another; empty where only another can be given. */
  readonly uses: readonly OptionText[];
  /** Attribute aria-describedby without and with an error (the error is read first). */
  readonly describedBy: string;
  readonly describedByError: string;
  /** Of a group that repeats inside the page: the texts of one row (0 = the first). */
  rowTexts?(index: number): readonly FieldTexts[];
  /** Attributes for reveal.js, ready to print: field id and clauses of [input name, values, not]. */
  readonly reveal: Html | '';
}

// Types that look the same share a template.
const TEMPLATES: Readonly<Record<string, string>> = {
  text: 'single-input',
  phone: 'single-input',
  email: 'single-input',
  number: 'single-input',
  yen: 'single-input',
  insured_number: 'single-input',
  digits: 'single-input',
  corporate_number: 'single-input',
  individual_number: 'single-part',
  gender: 'radios',
  yes_no: 'radios',
  choices: 'checkboxes',
};

function templateOf(field: Field): string {
  if (field.type === 'choice') return field.settings['as'] === 'select' ? 'select' : 'radios';
  return TEMPLATES[field.type] ?? field.type.replaceAll('_', '-');
}

/** DOM id of an input: error links of the summary lead there. */
export function domId(inputName: string): string {
  return `f-${inputName.replaceAll('.', '-')}`;
}

function partTexts(field: Field, words: Words): PartTexts[] {
  return partInputs(field).map(([part, attributes]) => {
    const key = `fields:${field.type}.${part}`;
    const name = `${field.id}.${part}`;
    const options = words.has(`${key}.options`)
      ? partOptions(words, key).filter((option) => isOffered(field, option.key))
      : undefined;
    return {
      ...attributes,
      part,
      name,
      id: domId(name),
      label: words.t(key),
      mark: field.required && isOptionalPart(field, part) ? words.t('common:optional') : undefined,
      hint: words.has(`${key}.hint`) ? words.t(`${key}.hint`) : undefined,
      options,
    };
  });
}

function isOffered(field: Field, option: string): boolean {
  return option !== 'savings' || field.settings['savings'] === true;
}

// `date.era.options` = "ad reiwa …": the keys in order; each has its own text.
function partOptions(words: Words, key: string): OptionText[] {
  const keys = words.plain(`${key}.options`).split(' ');
  return keys.map((option) => ({
    key: option,
    text: words.t(`${key}.${option}`),
    plain: words.plain(`${key}.${option}`),
    hint: words.has(`${key}.${option}.hint`) ? words.t(`${key}.${option}.hint`) : undefined,
  }));
}

function revealAttributes(field: Field): Html | '' {
  if (!field.reveal) return '';
  const clauses = field.reveal.clauses.map((c) => [c.field, c.values, c.not ? 1 : 0]);
  const json = escapeHtml(JSON.stringify(clauses));
  return new Html(` data-field="${escapeHtml(field.id)}" data-reveal="${json}"`);
}

/** Of a grown-up: the children of a repeat were born in these years. */
function isBirthday({ id, fact, repeat }: Field): boolean {
  return repeat === undefined && (fact ?? id).endsWith('birth');
}

function example(field: Field, words: Words): Html | undefined {
  const { max, pattern, precision, min } = field.settings;
  if (field.type === 'long_text')
    return words.t('fields:up_to_letters', { max: grouped(max, words) });
  if (field.type === 'choices' && typeof max === 'number') {
    return words.t('fields:up_to_choices', { max });
  }
  if (field.type === 'digits') return digitsExample(field, words);
  // Nobody plans works for 1950: only a birthday has an example from then.
  const day = field.type === 'date' && !isBirthday(field) ? 'day' : field.type;
  const key = pattern ?? (precision === 'month' ? 'month' : day);
  const own = `fields:example.${key}`;
  if (field.type === 'number' && typeof min === 'number' && typeof max === 'number') {
    return words.t('fields:between', { min: grouped(min, words), max: grouped(max, words) });
  }
  return words.has(own) ? words.t(own) : undefined;
}

/** The hint names a day of its own, nearer to what is asked: two examples would be one too many. */
function hasOwnExample(procedure: Procedure, { type, textKey }: Field): boolean {
  return type === 'date' && procedure.text('ja', `${textKey}.hint`)?.includes('例：') === true;
}

function digitsExample({ settings }: Field, words: Words): Html {
  const { length, min_length: min = 1, max_length: max } = settings as Record<string, number>;
  if (length !== undefined) return words.t('fields:example.digits_length', { length });
  return max === undefined
    ? words.t('fields:example.digits')
    : words.t('fields:example.digits_range', { min, max });
}

const grouped = (value: unknown, { locale }: Words) => formatNumber(Number(value ?? 1000), locale);

function fieldTexts(
  procedure: Procedure,
  words: Words,
  field: Field,
  resources?: Resources,
): FieldTexts {
  const inputId = domId(field.id);
  const hint = procedureText(procedure, words, `${field.textKey}.hint`);
  const exampleText = hasOwnExample(procedure, field) ? undefined : example(field, words);
  const hasHint = hint !== undefined || exampleText !== undefined;
  const describedBy = hasHint ? `${inputId}-hint` : '';
  const unit = field.settings['unit'];
  return {
    field,
    id: field.id,
    template: templateOf(field),
    inputId,
    label: fieldLabel(procedure, words, field),
    labelPlain: fieldLabelPlain(procedure, words, field),
    mark: words.t(field.required ? 'common:required' : 'common:optional'),
    markClass: field.required ? ' field__mark--required' : '',
    hint,
    example: exampleText,
    hasHint,
    statement: procedureText(procedure, words, `${field.textKey}.statement`),
    unit:
      field.type === 'yen'
        ? words.t('fields:yen_unit')
        : typeof unit === 'string'
          ? words.t(`vocabulary:${unit}`)
          : undefined,
    input: inputAttributes(field),
    parts: partTexts(field, words),
    options: optionTexts(procedure, words, field, resources),
    uses:
      field.settings['registered'] === true ? partOptions(words, `fields:${field.type}.use`) : [],
    describedBy,
    describedByError: `${inputId}-error${hasHint ? ` ${describedBy}` : ''}`,
    reveal: revealAttributes(field),
    ...(field.rows && { rowTexts: rowTexts(procedure, words, field, resources) }),
  };
}

/** Made when a row is shown for the first time. */
function rowTexts(
  procedure: Procedure,
  words: Words,
  field: Field,
  resources: Resources | undefined,
): (index: number) => readonly FieldTexts[] {
  const made: (readonly FieldTexts[])[] = [];
  return (index) => {
    made[index] ??= placedFields(field, index).map((one) =>
      fieldTexts(procedure, words, one, resources),
    );
    return made[index];
  };
}

/** The texts of a page's fields in definition order. */
export function pageFieldTexts(
  procedure: Procedure,
  words: Words,
  page: Page,
  resources?: Resources,
): readonly FieldTexts[] {
  return page.fields.map((field) => fieldTexts(procedure, words, field, resources));
}
