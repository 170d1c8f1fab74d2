import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hiddenInTable } from '../../../server/domain/indicators/hide-cells.ts';

const table = fc.array(fc.array(fc.oneof(fc.nat(7), fc.nat(400)), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 6,
});

/** Nothing hidden, at least two, or the one that is the whole of its line. */
function expectSafe(line: readonly number[], hidden: readonly boolean[]) {
  const isAlone = line.filter((count) => count > 0).length === 1;
  if (!isAlone) expect(hidden.filter(Boolean)).not.toHaveLength(1);
}

it('hides what is under five, and nothing that follows from a sum', () => {
  fc.assert(
    fc.property(table, (cells) => {
      const hidden = hiddenInTable(cells);
      for (const [row, line] of cells.entries()) {
        for (const [column, count] of line.entries()) {
          if (count > 0 && count < 5) expect(hidden[row]?.[column]).toBe(true);
        }
        expectSafe(line, hidden[row] ?? []);
      }
      for (const column of [0, 1, 2]) {
        expectSafe(
          cells.map((row) => row[column] ?? 0),
          hidden.map((row) => row[column] === true),
        );
      }
    }),
  );
});

it('shows a table without anything small as it is', () => {
  expect(
    hiddenInTable([
      [5, 0, 9],
      [7, 8, 0],
    ]).flat(),
  ).not.toContain(true);
});
