import type { Answers } from '../fields/answers.ts';

const NO_ROWS: readonly Answers[] = [];

/** The saved rows of a repeat; empty when there are none. */
export function rowsOf(answers: Answers, repeat: string): readonly Answers[] {
  const rows = Object.hasOwn(answers, repeat) ? answers[repeat] : undefined;
  return Array.isArray(rows) ? (rows as readonly Answers[]) : NO_ROWS;
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

export function withoutRow(answers: Answers, repeat: string, index: number): Answers {
  return { ...answers, [repeat]: rowsOf(answers, repeat).filter((_, at) => at !== index) };
}
