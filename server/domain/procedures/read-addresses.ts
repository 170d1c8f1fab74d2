import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { isDay } from '../../lib/jst-date.ts';
import type { TownAddress } from '../fields/postcode.ts';

type WasteAreas = TownAddress['wasteAreas'];

/**
 * The town's own postcodes, out of addresses.csv. A further row of the same postcode and town, with
 * `from`, is its collection area from that day on.
 * @throws with file and line, and what to do
 */
export function readAddresses(folder: string): readonly TownAddress[] {
  const file = join(folder, 'addresses.csv');
  if (!existsSync(file)) return [];
  const rows: Record<string, string>[] = parseCsv(readFileSync(file, 'utf8'), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const found = new Map<string, TownAddress>();
  for (const [index, row] of rows.entries()) {
    const { postcode = '', town = '', kana = '', waste_area: area = '', from = '' } = row;
    const at = `addresses.csv:${index + 2}`;
    if (!/^\d{7}$/.test(postcode) || town === '') {
      throw new Error(`${at} postcode (7 digits) and town are needed`);
    }
    const key = `${postcode} ${town}`;
    const before = found.get(key)?.wasteAreas ?? [];
    const problem = problemOf(before, from);
    if (problem) throw new Error(`${at} ${postcode} ${town}: ${problem}`);
    found.set(key, { postcode, town, kana, wasteAreas: [...before, { from, area }] });
  }
  return [...found.values()];
}

function problemOf(before: WasteAreas, from: string): string | undefined {
  const last = before.at(-1);
  if (from !== '' && !isDay(from)) return `from is no day: write 2027-04-01 instead of ${from}`;
  if (!last) {
    return from === '' ? undefined : `no area before ${from}: put a row without from above it`;
  }
  if (from === last.from) {
    return from === ''
      ? 'stands twice: remove one row, or give the second one its first day (from)'
      : `two rows begin on ${from}: remove one`;
  }
  return from < last.from
    ? `${from || 'a row without from'} stands behind ${last.from}: put the rows in order`
    : undefined;
}
