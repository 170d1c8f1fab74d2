/** One line: a figure, and the limit or bound that it is held against. */
export interface Row {
  readonly what: string;
  readonly value: number;
  /** The machine's own limit, and the least share of it that is wanted. */
  readonly limit?: number;
  readonly of?: string;
  readonly least?: number;
  /** The most that is wanted. */
  readonly most?: number;
}

const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

function verdict({ value, limit, least, most }: Row): string {
  if (limit !== undefined && least !== undefined) {
    const share = `${((value / limit) * 100).toFixed(0)} %`;
    return `${share.padStart(6)}  wanted ≥ ${Math.round(least * 100)} %  ${value / limit >= least ? '✓' : '✗'}`;
  }
  if (most !== undefined) return `${' '.repeat(6)}  wanted ≤ ${most}  ${value <= most ? '✓' : '✗'}`;
  return '';
}

export function printTable(rows: readonly Row[]): void {
  const wide = Math.max(...rows.map((row) => row.what.length));
  console.log();
  for (const row of rows) {
    const beside = row.limit === undefined ? '' : `of ${figure(row.limit)} (${row.of})`;
    console.log(
      `${row.what.padEnd(wide)}  ${figure(row.value).padStart(7)}  ${beside.padEnd(38)}  ${verdict(row)}`.trimEnd(),
    );
  }
  console.log();
}
