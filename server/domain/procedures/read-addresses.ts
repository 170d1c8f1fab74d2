import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { isDay } from '../../lib/jst-date.ts';
import type { TownAddress } from '../fields/postcode.ts';
import { TownFileError } from './town-file-error.ts';

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
    const tell = (message: string, mend: string) =>
      new TownFileError({
        file: 'addresses.csv',
        line: index + 2,
        code: 'addresses',
        message,
        mend,
      });
    if (!/^\d{7}$/.test(postcode) || town === '') {
      const message = '郵便番号（7けた）か町名がありません。';
      throw tell(message, '郵便番号は「-」なしの7けた、町名は「中央町」のように入れてください。');
    }
    const key = `${postcode} ${town}`;
    const before = found.get(key)?.wasteAreas ?? [];
    const problem = problemOf(before, from);
    if (problem) throw tell(`${postcode} ${town}：${problem[0]}`, problem[1]);
    found.set(key, { postcode, town, kana, wasteAreas: [...before, { from, area }] });
  }
  return [...found.values()];
}

type Problem = readonly [message: string, mend: string];

function problemOf(before: WasteAreas, from: string): Problem | undefined {
  const last = before.at(-1);
  if (from !== '' && !isDay(from)) {
    return [
      `「いつから」の「${from}」は日付ではありません。`,
      '2027-04-01 のように入れてください。',
    ];
  }
  if (!last) {
    const mend = 'この行の上に、「いつから」を空にした行を入れてください。';
    return from === '' ? undefined : [`${from}より前の地区がありません。`, mend];
  }
  if (from === last.from) {
    return from === ''
      ? ['2回書かれています。', '片方を消すか、2つ目に「いつから」の日を入れてください。']
      : [`${from}からの行が2つあります。`, '片方を消してください。'];
  }
  return from < last.from
    ? [
        `${from || '「いつから」が空の行'}が、${last.from}の行より後にあります。`,
        '早い日から順に並べてください。',
      ]
    : undefined;
}
