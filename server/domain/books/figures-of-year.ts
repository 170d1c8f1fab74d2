import type { Closing, MovementCount, TakingsLine } from './closing.ts';

type Figures = Pick<Closing, 'lines' | 'movements'>;

/** What months (closed or not) hold of a fiscal year, added up. */
export function figuresOfYear(months: readonly Figures[], year: number): Figures {
  const ofYear = (one: { readonly fiscalYear: number }) => one.fiscalYear === year;
  return {
    lines: added(months.flatMap(({ lines }) => lines).filter(ofYear), addLines),
    movements: added(months.flatMap(({ movements }) => movements).filter(ofYear), addMovements),
  };
}

function added<Row extends object>(rows: readonly Row[], add: (a: Row, b: Row) => Row): Row[] {
  const merged = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(Object.entries(row).filter(([name]) => !AMOUNTS.has(name)));
    const known = merged.get(key);
    merged.set(key, known === undefined ? row : add(known, row));
  }
  return [...merged.values()];
}

const AMOUNTS: ReadonlySet<string> = new Set(['yen', 'taxYen', 'entries', 'movements']);

const addLines = (a: TakingsLine, b: TakingsLine): TakingsLine => ({
  ...a,
  yen: a.yen + b.yen,
  taxYen: a.taxYen + b.taxYen,
  entries: a.entries + b.entries,
});

const addMovements = (a: MovementCount, b: MovementCount): MovementCount => ({
  ...a,
  movements: a.movements + b.movements,
});
