import { normalCondition } from '../../domain/builder/normal-condition.ts';
import {
  type AnswerClause,
  COMPARISONS,
  type Comparison,
  type ConditionClause,
  type ConditionGroup,
  type DayValue,
  type Measure,
  type NumberValue,
  type SimpleCondition,
} from '../../domain/builder/simple-condition.ts';
import type { ConditionDraft, RowDraft } from './builder-condition-draft.ts';
import {
  FROM_TODAY,
  neededInputs,
  relationsOf,
  type Subject,
  subjectOf,
} from './builder-condition-subject.ts';
import type { Clauses } from './builder-conditions.ts';

/** What is still missing in a row. */
class Unfinished extends Error {}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function numberOf(typed: string, of: string, label: string, clauses: Clauses): NumberValue {
  if (of.startsWith('amounts.')) return { of: 'amount', name: of.slice(8) };
  if (clauses.asked.get(of)?.kind === 'number') return { of: 'field', name: of };
  const half = typed.normalize('NFKC').replace(/,/g, '');
  if (!/^-?\d{1,12}$/.test(half)) {
    throw new Unfinished(`「${label}」と比べる数を入力してください。例：3`);
  }
  return { of: 'number', number: Number(half) };
}

function dateOf(typed: string, label: string): string {
  if (!DAY.test(typed)) {
    throw new Unfinished(`「${label}」と比べる日を入力してください。例：2026-04-01`);
  }
  return typed;
}

function dayOf(row: RowDraft, label: string, clauses: Clauses): DayValue {
  if (row.base === 'today') return { of: 'today' };
  const [of, when] = FROM_TODAY[row.base] ?? [];
  if (of && when) {
    const count = numberOf(row.number, row.of, label, clauses);
    return count.of === 'number' && count.number <= 0 ? { of: 'today' } : { of, when, count };
  }
  const name = row.base;
  if (clauses.asked.get(name)?.kind === 'date') return { of: 'field', name };
  return { of: 'date', date: dateOf(row.day, label) };
}

function measureOf({ asked, aspect }: Subject, row: RowDraft, clauses: Clauses): Measure {
  const field = asked.name;
  if (aspect === 'answer') return { of: 'number', field };
  if (aspect === 'count') return { of: 'count', field };
  if (aspect === 'year') return { of: 'fiscal_year', field };
  const isEnd = row.on.startsWith('end:');
  const on = isEnd ? row.on.slice(4) : row.on;
  const known = clauses.asked.get(on)?.kind === 'date' ? on : 'today';
  return { of: isEnd ? 'age_at_year_end' : 'age', field, on: known };
}

function inOrder(from: NumberValue, to: NumberValue, label: string): void {
  if (from.of === 'number' && to.of === 'number' && from.number > to.number) {
    throw new Unfinished(`「${label}」の数は、小さい方を先に入力してください。例：18から64まで`);
  }
}

function answerClause(subject: Subject, row: RowDraft, clauses: Clauses): AnswerClause {
  const { label, name: field, options } = subject.asked;
  const { is } = row;
  switch (neededInputs(subject, is)) {
    case 'values': {
      // In the order of the question's options, whichever was ticked first.
      const known = options.map(({ key }) => key).filter((key) => row.values.includes(key));
      const gone = row.values.filter((key) => !known.includes(key));
      const values = [...known, ...gone];
      if (values.length === 0) {
        throw new Unfinished(`「${label}」の選択肢を、1つは選んでください。`);
      }
      return { kind: is as 'is', field, values };
    }
    case 'numbers': {
      const from = numberOf(row.number, row.of, label, clauses);
      const to = numberOf(row.to, row.to_of, label, clauses);
      inOrder(from, to, label);
      return { kind: 'measure_between', measure: measureOf(subject, row, clauses), from, to };
    }
    case 'days': {
      const [from, to] = [dateOf(row.day, label), dateOf(row.until, label)];
      if (from > to) throw new Unfinished(`「${label}」の日は、早い方を先に入力してください。`);
      return { kind: 'day_between', field, from, to };
    }
    case 'day':
      return { kind: 'day', field, compare: is as Comparison, value: dayOf(row, label, clauses) };
    case 'number': {
      const value = numberOf(row.number, row.of, label, clauses);
      if (!(COMPARISONS as readonly string[]).includes(is)) {
        return { kind: is as 'past', field, days: value };
      }
      const measure = measureOf(subject, row, clauses);
      return { kind: 'measure', measure, compare: is as Comparison, value };
    }
    default:
      return { kind: is as 'yes', field };
  }
}

function clauseOf(row: RowDraft, clauses: Clauses): ConditionClause {
  const subject = subjectOf(clauses, row.q);
  if (!subject) throw new Unfinished('条件の質問を選んでください。');
  const { label, rows } = subject.asked;
  if (!relationsOf(subject).some(({ value }) => value === row.is)) {
    throw new Unfinished(`「${label}」がどうなら当てはまるかを選んでください。`);
  }
  const of = answerClause(subject, row, clauses);
  if (rows === undefined) return of;
  return { kind: row.rows === 'none' ? 'none' : 'some', rows, of };
}

export type ReadRow = { readonly clause: ConditionClause } | { readonly problem: string };

/** What a row says, or what is still missing in it. */
export function readRow(row: RowDraft, clauses: Clauses): ReadRow {
  try {
    return { clause: clauseOf(row, clauses) };
  } catch (error) {
    if (error instanceof Unfinished) return { problem: error.message };
    throw error;
  }
}

export type ReadRows =
  /** undefined: no row is filled in. */
  { readonly condition: SimpleCondition | undefined } | { readonly problem: string };

/** The condition that the rows make; rows about nothing yet are left out. */
export function readRows({ join, items }: ConditionDraft, clauses: Clauses): ReadRows {
  const problems: string[] = [];
  const clausesOf = (rows: readonly RowDraft[]): ConditionClause[] =>
    rows.flatMap((row) => {
      if (row.q === '') return [];
      const read = readRow(row, clauses);
      if ('clause' in read) return [read.clause];
      problems.push(read.problem);
      return [];
    });
  const read = items.flatMap((item): (ConditionClause | ConditionGroup)[] => {
    if (!('group' in item)) return clausesOf([item]);
    const inGroup = clausesOf(item.group);
    return inGroup.length === 0 ? [] : [{ kind: 'group', clauses: inGroup }];
  });
  const [problem] = problems;
  if (problem !== undefined) return { problem };
  return { condition: read.length === 0 ? undefined : normalCondition({ join, items: read }) };
}
