import { expect } from 'vitest';
import type { Day } from './day.ts';
import type { Desk } from './desk.ts';
import { expectedOf } from './entered.ts';
import { askForFile, type Fetched, type Format, readTable, takeFile } from './files.ts';
import type { Home } from './home.ts';
import { asCp932, lackingIn, readCell } from './read-cell.ts';

type Line = Readonly<Record<string, string>>;

const FORMATS = ['utf8', 'cp932', 'json'] as const satisfies readonly Format[];

/** What a case costs where it costs something. */
const FEES: Readonly<Record<string, number>> = { fang: 710, liam: 410, grace: 410, taro: 410 };

/** Everybody's made-up one: it goes into no file. */
const INDIVIDUAL_NUMBER = '123456789018';

function filled(line: Line, write: (heading: string, cell: string) => string): Line {
  const cells = Object.entries(line).filter(([, cell]) => cell !== '');
  return Object.fromEntries(cells.map(([heading, cell]) => [heading, write(heading, cell)]));
}

/** Lines of one case as they were imported, against what was entered. */
function compareLines(
  home: Home,
  lines: readonly Line[],
  expected: readonly Line[],
  write: (text: string) => string,
): void {
  const got = lines.map((line) => filled(line, readCell));
  const wanted = expected.map((line) => filled(line, (_heading, cell) => write(cell)));
  expect(got, home.person.key).toEqual(wanted);
}

const withoutDashes = (number: string) => number.replaceAll('-', '');

function compareTable(
  homes: readonly Home[],
  { bytes, lacking }: Fetched,
  format: 'utf8' | 'cp932',
) {
  expect(bytes.includes(INDIVIDUAL_NUMBER), 'an individual number').toBe(false);
  const table = readTable(bytes, format);
  const missing: string[] = [];
  for (const home of homes) {
    const own = table.filter(
      (line) => withoutDashes(line['受付番号'] ?? '') === withoutDashes(home.number),
    );
    const { lines } = expectedOf(home, FEES[home.person.key] ?? 0);
    compareLines(home, own, lines, format === 'cp932' ? asCp932 : (text) => text);
    const cells = lines.flatMap((line) => Object.values(line));
    missing.push(...cells.flatMap(lackingIn).map((one) => `${home.number} ${one}`));
  }
  const numbers = new Set(homes.map(({ number }) => number));
  const named = lacking.filter(([number]) => numbers.has(number));
  const shown = named.map(([number, named]) => `${number} ${/「(.+)」/.exec(named)?.[1]}`);
  expect(shown.sort()).toEqual(format === 'cp932' ? missing.sort() : []);
}

interface DataRecord {
  readonly number: string;
  readonly status: string;
  readonly items: Readonly<Record<string, unknown>>;
}

function compareRecords(homes: readonly Home[], { bytes }: Fetched): void {
  expect(bytes.includes(INDIVIDUAL_NUMBER), 'an individual number').toBe(false);
  const { records } = JSON.parse(bytes.toString()) as { records: readonly DataRecord[] };
  for (const home of homes) {
    const record = records.find(({ number }) => number === home.number);
    const { items } = expectedOf(home, 0);
    expect(record, home.person.key).toMatchObject({ status: home.person.evening, items });
  }
}

/** Files of one procedure: asked for, fetched, read in again and compared with what was entered. */
async function compareProcedure(
  desk: Desk,
  procedure: string,
  { homes, formats }: { homes: readonly Home[]; formats: readonly Format[] },
) {
  const paths: string[] = [];
  for (const format of formats) paths.push(await askForFile(desk, procedure, format));
  for (const [index, format] of formats.entries()) {
    const file = await takeFile(desk, paths[index] ?? '');
    if (format === 'json') compareRecords(homes, file);
    else compareTable(homes, file, format);
  }
}

/** What a section hands over to its own systems in the evening. */
export async function handOver(day: Day, section: string, login: string): Promise<void> {
  const desk = await day.desk(login);
  const homes = day.homesOf(section);
  const procedures = [...new Set(homes.map(({ person }) => person.procedure))];
  for (const [index, procedure] of procedures.entries()) {
    const own = homes.filter(({ person }) => person.procedure === procedure);
    // One of them in every way, the others in the one that has all characters.
    const formats = index === 0 ? FORMATS : FORMATS.slice(0, 1);
    await compareProcedure(desk, procedure, { homes: own, formats });
  }
}
