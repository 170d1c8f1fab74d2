import type { EditValue } from '../../domain/builder/edit.ts';
import { amountOf, problemOfAmount, readAmounts, showAmounts } from './builder-amount-input.ts';
import { readConditionInput, showCondition } from './builder-condition-input.ts';
import { type FormInput, NOTHING, nameOf } from './builder-input.ts';
import type { Names } from './builder-names.ts';
import { isTree, listOf, textOf } from './builder-tree.ts';

/** Fields of a posted form: one value or several. */
export type Posted = Readonly<Record<string, unknown>>;

export type ReadInput =
  /** undefined: nothing is written. */
  { readonly value: EditValue | undefined } | { readonly error: string };

/** What the inputs show: name → text, or several. */
export type Shown = Readonly<Record<string, string | readonly string[]>>;

const LINE_BREAK = /\r\n?/g;

function posted(raw: Posted, name: string): string {
  const value = [raw[name]].flat()[0];
  return typeof value === 'string' ? value.replace(LINE_BREAK, '\n').trim() : '';
}

const several = (raw: Posted, name: string): string[] =>
  [raw[name]].flat().filter((one): one is string => typeof one === 'string' && one !== '');

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function readInt(text: string, { label, min, max }: FormInput): ReadInput {
  const half = text.normalize('NFKC').replace(/,/g, '');
  if (!/^-?\d{1,12}$/.test(half)) {
    return { error: `「${label}」を数字で入力してください。例：${Math.max(min ?? 1, 1)}` };
  }
  const value = Number(half);
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    const range = max === undefined ? `${min}以上` : `${min ?? 0}から${max}まで`;
    return { error: `「${label}」は${range}の数字にしてください。` };
  }
  return { value };
}

function readDay(text: string, { label, kind }: FormInput): ReadInput {
  const isDay = (kind === 'day' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{2}-\d{2}$/).test(text);
  const example = kind === 'day' ? '2026-04-01' : '04-01（4月1日）';
  return isDay
    ? { value: text }
    : { error: `「${label}」を日付で入力してください。例：${example}` };
}

/** Letters, more than anything shipped needs: residents read these on a phone. */
const LONGEST: Readonly<Record<string, number>> = { text: 300, long: 3000 };

const tooLong = (label: string, longest: number, length: number) =>
  `「${label}」は${longest}文字までです（いま${length}文字）。短くするか、2つに分けてください。`;

/** @param current what the file says, for what can't be told from the form alone */
export function readInput(
  one: FormInput,
  raw: Posted,
  current: EditValue | undefined,
  names: Names,
): ReadInput {
  const name = nameOf(one.path);
  const text = posted(raw, name);
  switch (one.kind) {
    case 'tick':
      return { value: text === '' ? undefined : true };
    case 'untick':
      return { value: text === '' ? false : undefined };
    case 'many':
      return readMany(one, several(raw, name));
    case 'picked':
      return readPicked(one, text, current);
    case 'lines':
      return text === showInput(one, current, names)[name]
        ? { value: current }
        : required(one, linesOf(text));
    case 'when':
      return readConditionInput(one, raw, current);
    case 'amounts':
      return readAmounts(one, raw, current);
    default:
  }
  if (one.kind === 'amount' && isOffered(one, posted(raw, `${name}_of`))) {
    return { value: posted(raw, `${name}_of`) };
  }
  if (text === '') {
    return one.required ? { error: `「${one.label}」を入力してください。` } : { value: undefined };
  }
  // A phrase that was left as it is stays a phrase, with its translations.
  if (text === showInput(one, current, names)[name]) return { value: current };
  const longest = LONGEST[one.kind];
  if (longest !== undefined && text.length > longest) {
    return { error: tooLong(one.label, longest, text.length) };
  }
  if (one.kind === 'int') return readInt(text, one);
  if (one.kind === 'amount') {
    const amount = amountOf(text);
    if (/^\d+$/.test(amount)) return readInt(amount, one);
    const problem = problemOfAmount(text, one.label);
    return problem === undefined ? { value: text } : { error: problem };
  }
  if (one.kind === 'day' || one.kind === 'month_day') return readDay(text, one);
  return { value: keysInBraces(one, one.kind === 'text' ? text.replace(/\n/g, ' ') : text) };
}

const isOffered = ({ choices = [] }: FormInput, wanted: string) =>
  choices.some(({ value }) => value === wanted);

/** Some of the choices, or that there is none on purpose. */
function readMany(one: FormInput, values: string[]): ReadInput {
  if (one.nothing === undefined || !values.includes(NOTHING)) return required(one, values);
  return values.length === 1
    ? { value: [] }
    : { error: `「${one.nothing}」を選ぶときは、ほかを選ばないでください。` };
}

/** Only what is offered is written: a choice stands for any value of the file. */
function readPicked(one: FormInput, text: string, current: EditValue | undefined): ReadInput {
  if (text === '') return required(one, []);
  if (text === JSON.stringify(current)) return { value: current };
  return one.choices?.some(({ value }) => value === text)
    ? { value: JSON.parse(text) as EditValue }
    : { error: `「${one.label}」を選び直してください。` };
}

const BRACES = /\{([^{}]+)\}/g;

function keysInBraces({ braces = [] }: FormInput, text: string): string {
  const keys = new Map(braces.map(({ key, text: said }) => [said, key]));
  return text.replace(BRACES, (whole, said: string) => {
    const key = keys.get(said.trim());
    return key === undefined ? whole : `{${key}}`;
  });
}

function wordsInBraces({ braces = [] }: FormInput, text: string): string {
  const words = new Map(braces.map(({ key, text: said }) => [key, said]));
  return text.replace(BRACES, (whole, key: string) => {
    const said = words.get(key);
    return said === undefined ? whole : `{${said}}`;
  });
}

function required({ label, required: isRequired }: FormInput, values: string[]): ReadInput {
  if (values.length > 0) return { value: values };
  return isRequired ? { error: `「${label}」を1つは入力してください。` } : { value: undefined };
}

function chosenOf({ nothing }: FormInput, current: EditValue | undefined): readonly string[] {
  const values = listOf(current).map(textOf);
  const isNothing = nothing !== undefined && Array.isArray(current) && values.length === 0;
  return isNothing ? [NOTHING] : values;
}

/** What the file says, as the input shows it. */
export function showInput(one: FormInput, current: EditValue | undefined, names: Names): Shown {
  const name = nameOf(one.path);
  switch (one.kind) {
    case 'when':
      return showCondition(one, current);
    case 'amounts':
      return showAmounts(one, current);
    case 'amount': {
      const written = names.text(current);
      const isChosen = isOffered(one, written);
      return { [name]: isChosen ? '' : written, [`${name}_of`]: isChosen ? written : '' };
    }
    case 'tick':
      return { [name]: current === true ? '1' : '' };
    case 'untick':
      return { [name]: current === false ? '' : '1' };
    case 'many':
      return { [name]: chosenOf(one, current) };
    case 'picked':
      return { [name]: current === undefined ? '' : JSON.stringify(current) };
    case 'lines':
      return {
        [name]: listOf(current)
          .map((line) => names.text(line))
          .join('\n'),
      };
    case 'options':
      return {
        [name]: Object.values(isTree(current) ? current : {})
          .map((option) => names.text(isTree(option) ? option['text'] : option))
          .join('\n'),
      };
    default:
      return { [name]: wordsInBraces(one, names.text(current)) || (one.fallback ?? '') };
  }
}
