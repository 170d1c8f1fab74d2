import type { Answers } from '../fields/answers.ts';
import type { Field } from './procedure.ts';

const NO_ROWS: readonly Answers[] = [];

/** Beside a saved row's answers, so that a form finds its row again although others came or went. */
const ROW_ID = '@row';

/** The saved rows of a repeat; empty when there are none. */
export function rowsOf(answers: Answers, repeat: string): readonly Answers[] {
  const rows = Object.hasOwn(answers, repeat) ? answers[repeat] : undefined;
  return Array.isArray(rows) ? (rows as readonly Answers[]) : NO_ROWS;
}

/** What a row is known by as long as it lives; one without a name of its own goes by its place. */
export function rowIdOf(rows: readonly Answers[], index: number): string | undefined {
  const row = rows[index];
  return row && String(row[ROW_ID] ?? `#${index}`);
}

/** Where that row stands now; -1 when it is gone. */
export function rowIndexOf(rows: readonly Answers[], id: string): number {
  return rows.findIndex((_, index) => rowIdOf(rows, index) === id);
}

/** With that row put in (0 = the first); a number past the end adds it as the last one. */
export function withRow(
  answers: Answers,
  repeat: string,
  index: number,
  rowAnswers: Answers,
): Answers {
  const rows = [...rowsOf(answers, repeat)];
  rows[Math.min(index, rows.length)] = rowAnswers;
  return { ...answers, [repeat]: rows };
}

/**
 * With one page of a row put in: the answers to `fields` are these now, those of the row's other
 * pages stay. A number past the end adds a row, known by `newId`.
 */
export function withRowPage(
  answers: Answers,
  repeat: string,
  at: { readonly index: number; readonly fields: readonly Field[]; readonly newId: string },
  pageAnswers: Answers,
): Answers {
  const saved = rowsOf(answers, repeat)[at.index];
  const others = { ...(saved ?? { [ROW_ID]: at.newId }) };
  for (const field of at.fields) delete others[field.id];
  return withRow(answers, repeat, at.index, { ...others, ...pageAnswers });
}

/** Rows that went by their place keep that name when they move up. */
export function withoutRow(answers: Answers, repeat: string, index: number): Answers {
  const rows = rowsOf(answers, repeat);
  const left = rows.flatMap((row, at) => {
    if (at === index) return [];
    return at > index ? [{ ...row, [ROW_ID]: rowIdOf(rows, at) as string }] : [row];
  });
  return { ...answers, [repeat]: left };
}
