import { LEAST_SHOWN } from '../understanding/hide-small.ts';

const isSmall = (count: number) => count > 0 && count < LEAST_SHOWN;

/**
 * The one more cell of a line that keeps its single hidden one from following from the sum: the
 * smallest. What is the whole of its line is published as that whole anyway.
 */
function partner(line: readonly number[], hidden: readonly boolean[]): number {
  if (hidden.filter(Boolean).length !== 1) return -1;
  const open = line.map((count, at) => ({ count, at })).filter(({ at }) => hidden[at] !== true);
  const [next] = open.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
  return next?.at ?? -1;
}

/**
 * Of a table whose sums of rows and columns are known: which cells are hidden. All under five, and
 * so many more that none of them follows from a sum.
 * @param cells rows of equal length
 */
export function hiddenInTable(cells: readonly (readonly number[])[]): readonly boolean[][] {
  const hidden = cells.map((row) => row.map(isSmall));
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const [at, row] of cells.entries()) {
      const other = partner(row, hidden[at] ?? []);
      if (other < 0) continue;
      (hidden[at] as boolean[])[other] = true;
      isDone = false;
    }
    for (const column of (cells[0] ?? []).keys()) {
      const other = partner(
        cells.map((row) => row[column] ?? 0),
        hidden.map((row) => row[column] === true),
      );
      if (other < 0) continue;
      (hidden[other] as boolean[])[column] = true;
      isDone = false;
    }
  }
  return hidden;
}
