import type { Definition } from '../definition-schema.ts';
import type { Report } from './report.ts';

const MEND_DAY = 'ある日付を書いてください。例：2026-11-21';

/** Is there such a day? 02-29 counts as one of every fourth year. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Tells days that don't exist, and a term that ends before it begins or is not said at all. */
export function checkWindow({ window }: Definition, report: Report): void {
  if (!window) return;
  const { from, to, yearly } = window;
  const tell = (path: readonly string[], message: string, mend: string) =>
    report.error(['window', ...path], 'wrong_value', message, mend);
  for (const [key, day] of Object.entries({ from, to })) {
    if (day !== undefined && !isDay(day)) tell([key], `「${day}」という日はありません。`, MEND_DAY);
  }
  for (const [key, day] of Object.entries(yearly ?? {})) {
    if (isDay(`2024-${day}`)) continue;
    tell(
      ['yearly', key],
      `「${day}」という日はありません。`,
      '月と日を書いてください。例："06-01"',
    );
  }
  if (from !== undefined && to !== undefined && from > to) {
    tell(['to'], '受付の終わりが、始まりより前です。', 'from と to の日付を確かめてください。');
  }
  if (from === undefined && to === undefined && yearly === undefined) {
    const mend = 'from、to、yearly のどれかを書くか、window を消してください。';
    tell([], '受付の期間が書かれていません。', mend);
  }
}
