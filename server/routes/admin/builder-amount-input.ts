import { readAmountTable, writeAmountTable } from '../../domain/builder/amount-cases.ts';
import type { EditValue } from '../../domain/builder/edit.ts';
import { type Clauses, whenWords } from './builder-conditions.ts';
import { type FormInput, nameOf } from './builder-input.ts';
import type { Posted, ReadInput, Shown } from './builder-read-input.ts';
import { type Clause, singleClauses } from './builder-single-clauses.ts';
import { textOf } from './builder-tree.ts';

/** As many cases as a form takes; more are written in the text. */
const MOST_CASES = 12;

const KEYS = Array.from({ length: MOST_CASES }, (_, at) => at);

const oneOf = (value: unknown) => textOf([value].flat()[0]).trim();

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

/** The cases of an amount, and what it is in all others, by the names of their inputs. */
export function showAmounts(one: FormInput, current: EditValue | undefined): Shown {
  const name = nameOf(one.path);
  const cel = current === undefined ? '' : String(current);
  const read = readAmountTable(cel);
  const table = read && read.cases.length <= MOST_CASES ? read : { cases: [], otherwise: cel };
  const slots = KEYS.flatMap((at) => [
    [`${name}.${at}.when`, table.cases[at]?.when ?? ''],
    [`${name}.${at}.yen`, table.cases[at]?.yen ?? ''],
  ]);
  return { ...Object.fromEntries(slots), [`${name}.else`]: table.otherwise };
}

/** An amount alone, or one for each case; a case without an amount (or the reverse) is told. */
export function readAmounts(
  one: FormInput,
  raw: Posted,
  current: EditValue | undefined,
): ReadInput {
  const name = nameOf(one.path);
  const rows = KEYS.map((at) => ({
    when: oneOf(raw[`${name}.${at}.when`]),
    yen: amountOf(oneOf(raw[`${name}.${at}.yen`])),
  }));
  const cases = rows.filter(({ when, yen }) => when !== '' || yen !== '');
  const otherwise = amountOf(oneOf(raw[`${name}.else`]));
  if (cases.some(({ when, yen }) => when === '' || yen === '')) {
    return { error: '場合と金額を、組にして入れてください。例：「学生」のとき 1000' };
  }
  if (otherwise === '') {
    if (cases.length > 0)
      return { error: 'どの場合にも当てはまらないときの金額を入れてください。例：0' };
    return one.required ? { error: `「${one.label}」を入力してください。例：2000` } : NOTHING;
  }
  const wrong = [...cases.map(({ yen }) => yen), otherwise]
    .map((amount) => problemOfAmount(amount, one.label))
    .find(Boolean);
  if (wrong) return { error: wrong };
  const written = writeAmountTable({ cases, otherwise });
  const before = readAmountTable(String(current ?? ''));
  // What says the same stays as it was spelled.
  const isSame = before && current !== undefined && writeAmountTable(before) === written;
  return { value: isSame ? current : written };
}

const NOTHING: ReadInput = { value: undefined };

/** The rows as the page prints them: what is there, and two more. */
export function amountRows(one: FormInput, values: Shown) {
  const name = nameOf(one.path);
  const rows = KEYS.map((at) => ({
    at,
    when: oneOf(values[`${name}.${at}.when`]),
    yen: oneOf(values[`${name}.${at}.yen`]),
  }));
  const filled = rows.findLastIndex(({ when, yen }) => when !== '' || yen !== '') + 1;
  return {
    rows: rows
      .slice(0, Math.min(filled + 2, MOST_CASES))
      .map((row) => ({ ...row, choices: choicesFor(row.when, one.clauses) })),
    otherwise: oneOf(values[`${name}.else`]),
    hasCases: filled > 0,
  };
}

/** A condition that can't be chosen stays a choice of its own. */
function choicesFor(when: string, clauses: Clauses | undefined): readonly Clause[] {
  if (!clauses) return [];
  const single = singleClauses(clauses);
  if (when === '' || single.some(({ cel }) => cel === when)) return single;
  return [{ cel: when, group: 'いまの条件', text: whenWords(when, clauses) }, ...single];
}
