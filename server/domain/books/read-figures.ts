import type { Closing, ClosingStore, MovementCount, TakingsLine } from './closing.ts';
import { figuresOfYear } from './figures-of-year.ts';
import type { LedgerStore, TakingsRange } from './ledger-store.ts';
import { monthOf, monthsOfYear } from './period.ts';

/** Lines and counts with the JST day, or month, in which they were entered. */
export interface Figures {
  readonly lines: readonly (TakingsLine & { readonly on: string })[];
  readonly movements: readonly (MovementCount & { readonly on: string })[];
}

interface Books {
  readonly ledger: LedgerStore;
  readonly closings: ClosingStore;
}

export async function figuresOfDays({ ledger }: Books, range: TakingsRange): Promise<Figures> {
  const [lines, movements] = [await ledger.takings(range), await ledger.movements(range)];
  return {
    lines: lines.map((line) => ({ ...line, on: line.bookedOn })),
    movements: movements.map((count) => ({ ...count, on: count.bookedOn })),
  };
}

/** Month by month; what was closed is read from its closing, so that a year costs what is still open. */
export async function figuresOfFiscalYear(
  { closings }: Books,
  year: number,
  today: string,
): Promise<Figures> {
  const closed = new Map((await closings.list()).map((one) => [one.period, one]));
  const months = monthsOfYear(year).filter((month) => month <= monthOf(today));
  const found: Figures[] = [];
  for (const month of months) {
    const whole: Pick<Closing, 'lines' | 'movements'> =
      closed.get(month) ?? (await closings.figures(month));
    const { lines, movements } = figuresOfYear([whole], year);
    found.push({
      lines: lines.map((line) => ({ ...line, on: month })),
      movements: movements.map((count) => ({ ...count, on: month })),
    });
  }
  return {
    lines: found.flatMap(({ lines }) => lines),
    movements: found.flatMap(({ movements }) => movements),
  };
}
