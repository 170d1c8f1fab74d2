import { readAmountTable, writeAmountTable } from '../../domain/builder/amount-cases.ts';
import type { EditValue } from '../../domain/builder/edit.ts';
import {
  type CaseFlat,
  caseInput,
  casesIn,
  flatCases,
  MOST_CASES,
} from './builder-amount-cases.ts';
import { readConditionInput, showCondition } from './builder-condition-input.ts';
import { type FormInput, nameOf } from './builder-input.ts';
import type { Posted, ReadInput, Shown } from './builder-read-input.ts';
import { textOf } from './builder-tree.ts';

const oneOf = (value: unknown) => textOf([value].flat()[0]).trim();

/** As an input of one line shows it: an input drops line breaks, and would join two words. */
const inOneLine = (cel: string) => cel.replace(/\s+/g, ' ').trim();

/** ２，０００円 and ￥2,000 as 2000; an expression as it was typed. */
export function amountOf(typed: string): string {
  const half = typed.normalize('NFKC').replace(/[,\s円¥]/g, '');
  return /^\d{1,12}$/.test(half) ? String(Number(half)) : typed;
}

/** Why what was typed is neither an amount nor an expression that could be one. */
export function problemOfAmount(amount: string, label: string): string | undefined {
  const outsideOfQuotes = amount.replace(/"[^"]*"|'[^']*'/g, '');
  const isNumber = /^[-+]?[\d.,]+$/.test(amount) && !/^\d+$/.test(amount);
  return isNumber || /[^\x20-\x7e\s]/.test(outsideOfQuotes)
    ? `「${label}」は、0以上の数字で入力してください。例：2000`
    : undefined;
}

/** What the file says as a table; one that is too long for a form is an expression. */
function tableOf(current: EditValue | undefined) {
  const cel = current === undefined ? '' : String(current).trim();
  const read = readAmountTable(cel);
  return read && read.cases.length <= MOST_CASES ? read : { cases: [], otherwise: cel };
}

/** An amount of the town is chosen, any other is typed. */
function sumShown({ choices = [] }: FormInput, amount: string) {
  const isChosen = choices.some(({ value }) => value === amount);
  return { yen: isChosen ? '' : inOneLine(amount), of: isChosen ? amount : '' };
}

function sumTyped({ choices = [] }: FormInput, yen: unknown, of: unknown): string {
  const chosen = oneOf(of);
  return choices.some(({ value }) => value === chosen) ? chosen : amountOf(oneOf(yen));
}

/** The cases of an amount, and what it is in all others, by the names of their inputs. */
export function showAmounts(one: FormInput, current: EditValue | undefined): Shown {
  const name = nameOf(one.path);
  const { cases, otherwise } = tableOf(current);
  const flat = cases.flatMap(({ when, yen }, at) => {
    const sum = sumShown(one, yen);
    return Object.entries({
      ...showCondition(caseInput(one, at), when),
      // What a row was when it was shown, wherever it stands by now.
      [`${name}.${at}.was`]: when,
      [`${name}.${at}.yen`]: sum.yen,
      [`${name}.${at}.of`]: sum.of,
    });
  });
  const last = sumShown(one, otherwise);
  return {
    ...Object.fromEntries(flat),
    [`${name}.else`]: last.yen,
    [`${name}.else_of`]: last.of,
  };
}

/** What was posted of it, whatever cases there are. */
export function typedAmounts({ path }: FormInput, raw: Posted): Shown {
  const name = nameOf(path);
  return {
    ...flatCases(casesIn(raw, name), name),
    [`${name}.else`]: oneOf(raw[`${name}.else`]),
    [`${name}.else_of`]: oneOf(raw[`${name}.else_of`]),
  };
}

const isBlank = (one: CaseFlat) =>
  Object.entries(one).every(
    ([key, value]) => oneOf(value) === '' || !/(^|\.)(q|cel|yen|of)$/.test(key),
  );

/** What came back as it was shown stays as it is spelled in the file. */
function spelling(current: EditValue | undefined) {
  const { cases, otherwise } = tableOf(current);
  const parts = [...cases.flatMap(({ when, yen }) => [when, yen]), otherwise];
  const spelled = new Map(parts.map((part) => [inOneLine(part), part]));
  return (typed: string) => spelled.get(inOneLine(typed)) ?? typed;
}

type ReadCase = { readonly when: string; readonly yen: string } | { readonly error: string };

function readCase(
  one: FormInput,
  flat: Posted,
  at: number,
  spelled: (typed: string) => string,
): ReadCase {
  const name = `${nameOf(one.path)}.${at}`;
  const was = spelled(oneOf(flat[`${name}.was`])) || undefined;
  const when = readConditionInput(caseInput(one, at), flat, was);
  const yen = spelled(sumTyped(one, flat[`${name}.yen`], flat[`${name}.of`]));
  if ('error' in when) return { error: `場合${at + 1}：${when.error}` };
  if (yen === '') return { error: `場合${at + 1}の金額を入力してください。例：300` };
  const error = problemOfAmount(yen, `場合${at + 1}の金額`);
  return error ? { error } : { when: String(when.value), yen };
}

/** An amount alone, or one for each case; a case without an amount (or the reverse) is told. */
export function readAmounts(
  one: FormInput,
  raw: Posted,
  current: EditValue | undefined,
): ReadInput {
  const name = nameOf(one.path);
  const typed = casesIn(raw, name);
  const cases = typed.slice(0, typed.findLastIndex((flat) => !isBlank(flat)) + 1);
  const flat = flatCases(cases, name);
  const spelled = spelling(current);
  const read = cases.map((_, at) => readCase(one, flat, at, spelled));
  const wrong = read.find((each) => 'error' in each);
  if (wrong) return wrong;
  const otherwise = spelled(sumTyped(one, raw[`${name}.else`], raw[`${name}.else_of`]));
  if (otherwise === '') {
    if (cases.length > 0)
      return { error: 'どの場合にも当てはまらないときの金額を入力してください。例：0' };
    return one.required ? { error: `「${one.label}」を入力してください。例：2000` } : NOTHING;
  }
  const error = problemOfAmount(otherwise, one.label);
  if (error) return { error };
  const written = writeAmountTable({ cases: read.filter((each) => 'when' in each), otherwise });
  // What says the same stays as it was spelled.
  const isSame = current !== undefined && writeAmountTable(tableOf(current)) === written;
  return { value: isSame ? current : written };
}

const NOTHING: ReadInput = { value: undefined };
