import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  readCsvTable,
  withNewRow,
  withoutRow,
  withRow,
} from '../../../server/domain/settings/csv-table.ts';
import { rowProblems } from '../../../server/domain/settings/table-columns.ts';

const TEXT = `id,name,note
chair,いす,"2つまで。
分けて出す"
"desk", 机 ,

bed,ベッド,`;
const cellsOf = (text: string) => readCsvTable(text).rows.map(({ cells }) => cells);

it('reads quotes, lines within them and empty lines, and changes that row alone', () => {
  const table = readCsvTable(TEXT);
  expect(table.rows.map(({ start, end }) => [start, end])).toEqual([
    [1, 3],
    [3, 5],
    [5, 6],
  ]);
  const cell = fc.string({ unit: fc.constantFrom('あ', '"', ',', ' ', '\n', 'x') });
  const cells = fc.record({ id: fc.constantFrom('a', 'b'), name: cell, note: cell });
  fc.assert(
    fc.property(fc.nat(2), cells, (which, changed) => {
      const row = table.rows[which];
      if (row === undefined) throw new Error('no row');
      const before = cellsOf(TEXT);
      expect(cellsOf(withRow(TEXT, table, row, changed))).toEqual(before.with(which, changed));
      expect(cellsOf(withoutRow(TEXT, row))).toEqual(before.toSpliced(which, 1));
      const added = withNewRow(TEXT, table, changed, row);
      expect(cellsOf(added)).toEqual(before.toSpliced(which + 1, 0, changed));
      expect(cellsOf(withNewRow(TEXT, table, changed))).toEqual([...before, changed]);
      // Quotes and blanks of the others stay letter by letter.
      if (which !== 1) expect(withRow(TEXT, table, row, changed)).toContain('"desk", 机 ,\n');
    }),
  );
});

it('says what is wrong with a row before anything is proposed', () => {
  const table = readCsvTable('id,name,fee_yen,valid_from\na,い,300,2026-04-01\nb,ろ,,2026-04-01\n');
  const found = (cells: Record<string, string>, self?: number) =>
    [...rowProblems(table, cells, self).keys()].sort();
  expect(found({ id: 'c', name: 'は', fee_yen: '', valid_from: '2026-04-01' })).toEqual([]);
  expect(found({ id: 'A b', name: '', fee_yen: 'x', valid_from: '4月' })).toEqual([
    'fee_yen',
    'id',
    'name',
    'valid_from',
  ]);
  const twin = { id: 'a', name: 'い', fee_yen: '1', valid_from: '2026-04-01' };
  expect([found(twin), found(twin, 0), found({ ...twin, valid_from: '2027-04-01' })]).toEqual([
    ['id'],
    [],
    [],
  ]);
});
