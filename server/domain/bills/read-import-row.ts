import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { BillLine } from './bill.ts';
import { CODE_LENGTH, isLong, NUMBER_LENGTH, plainNumber } from './bill-number.ts';
import type { ImportColumn, ImportRow, ProblemKind, RowProblem } from './import-row.ts';
import {
  ANSWERS,
  MOST_YEN,
  readDay,
  readFiscalYear,
  readText,
  readYen,
  SEGMENTS,
  STATES,
} from './import-values.ts';

type Items = ReadonlyMap<string, RevenueItem>;

/** The cells of one row, and what was found wrong with them. */
interface Cells {
  readonly problems: RowProblem[];
  /** As it stands there. */
  raw(column: ImportColumn): string;
  read<T>(column: ImportColumn, parse: (text: string) => T | undefined): T | undefined;
  wrong(column: ImportColumn, kind?: ProblemKind): undefined;
}

function cellsOf(
  line: number,
  cells: readonly string[],
  columns: ReadonlyMap<ImportColumn, number>,
): Cells {
  const problems: RowProblem[] = [];
  const raw = (column: ImportColumn) => (cells[columns.get(column) ?? -1] ?? '').trim();
  const wrong = (column: ImportColumn, kind: ProblemKind = 'wrong') => {
    problems.push({ line, column, kind });
    return undefined;
  };
  return {
    problems,
    raw,
    wrong,
    read(column, parse) {
      const text = raw(column).normalize('NFKC').trim();
      return parse(text) ?? wrong(column, text === '' ? 'missing' : 'wrong');
    },
  };
}

function plain(length: typeof NUMBER_LENGTH | typeof CODE_LENGTH) {
  return (typed: string) => {
    const number = plainNumber(typed);
    return isLong(number, length) ? number : undefined;
  };
}

function itemOf(items: Items) {
  return (name: string) => items.get(name) ?? [...items.values()].find(({ code }) => code === name);
}

/** 本税, 督促手数料, 延滞金: those that are not zero. */
function readLines({ read, wrong }: Cells): readonly BillLine[] {
  const lines: BillLine[] = [
    { kind: 'principal', yen: read('principal', readYen) ?? Number.NaN },
    { kind: 'reminder_fee', yen: read('reminderFee', readYen) ?? Number.NaN },
    { kind: 'late_charge', yen: read('lateCharge', readYen) ?? Number.NaN },
  ];
  const yen = sumOf(lines);
  if (yen === 0) wrong('principal', 'missing');
  if (yen > MOST_YEN) wrong('principal', 'too_much');
  return lines.filter((line) => line.yen > 0);
}

const sumOf = (lines: readonly BillLine[]) => lines.reduce((sum, { yen }) => sum + yen, 0);

function readDays({ read, wrong }: Cells) {
  const dueOn = read('dueOn', readDay);
  const payUntil = read('payUntil', readDay);
  if (dueOn && payUntil && payUntil < dueOn) wrong('payUntil', 'before_due');
  return { dueOn, payUntil };
}

/** Without a word of the row, bills of the item carry what its bills carry. */
function readElQr({ raw, read, wrong }: Cells, item: RevenueItem | undefined) {
  if (raw('elQr') === '') return item?.elQr ?? false;
  const said = read('elQr', (text) => ANSWERS.get(text.toLowerCase()));
  return item?.elQr === true && said === false ? wrong('elQr', 'el_qr_item') : said;
}

/** One line of a file: a bill, or everything that is wrong with it. */
export function readImportRow(
  line: number,
  cells: readonly string[],
  columns: ReadonlyMap<ImportColumn, number>,
  items: Items,
): ImportRow | readonly RowProblem[] {
  const row = cellsOf(line, cells, columns);
  const { raw, read } = row;
  const item = read('item', itemOf(items));
  const lines = readLines(row);
  const found = {
    line,
    number: read('number', plain(NUMBER_LENGTH)),
    code: read('code', plain(CODE_LENGTH)),
    revenueItem: item?.key,
    fiscalYear: read('fiscalYear', readFiscalYear),
    segment: read('segment', (text) => SEGMENTS.get(text)),
    assessmentNumber: read('assessment', readText),
    term: read('term', readText),
    lines,
    yen: sumOf(lines),
    ...readDays(row),
    elQr: readElQr(row, item),
    // A name is kept as it was written.
    addressee: raw('addressee') === '' ? null : read('addressee', () => readText(raw('addressee'))),
    state: read('state', (text) => STATES.get(text.toLowerCase())),
  };
  // Whatever could not be read stands among the problems.
  return row.problems.length > 0 ? row.problems : (found as ImportRow);
}
