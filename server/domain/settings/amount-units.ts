import type { Finding } from '../procedures/procedure.ts';

/** What amounts of the town may be counted in, and how that is written behind them. */
const UNITS: Readonly<Record<string, string>> = {
  yen: '円',
  years: '歳',
  days: '日',
  months: 'か月',
  percent: '%',
  pieces: '点',
  hours: '時間',
};

/** A unit that nobody knows stands as it was written. */
export const unitWord = (unit: string): string =>
  Object.hasOwn(UNITS, unit) ? (UNITS[unit] ?? unit) : unit;

const KNOWN = Object.entries(UNITS).map(([unit, word]) => `${unit}（${word}）`);

/** Units that residents would read as a bare English word, each at its line. A town that has one goes on. */
export function unitFindings(
  file: string,
  amounts: Readonly<Record<string, { readonly label?: string | undefined; readonly unit: string }>>,
  line: (path: readonly string[]) => number,
): readonly Finding[] {
  return Object.entries(amounts)
    .filter(([, { unit }]) => !Object.hasOwn(UNITS, unit))
    .map(([name, { label = name, unit }]) => ({
      ...{ level: 'error', file, code: 'unknown_unit' },
      line: line([name, 'unit']),
      message: `「${label}」の単位（unit）の「${unit}」は使えません。`,
      mend: `使えるのは ${KNOWN.join('、')} です。`,
    }));
}
