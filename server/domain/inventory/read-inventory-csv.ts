import iconv from 'iconv-lite';
import { type CsvRecord, CsvTooLong, createCsvReader } from '../../lib/csv-reader.ts';
import { cellAsTyped } from '../hand-over/cell-text.ts';
import { readNumber } from '../indicators/typed-figure.ts';
import {
  CHANNEL_COLUMNS,
  COLUMN_KEYS,
  columnName,
  INVENTORY_COLUMNS,
  type InventoryColumn,
  REQUIRED,
} from './inventory-columns.ts';
import { type InventoryEntry, type InventoryVolume, isListCode } from './inventory-procedure.ts';

/** What a row may name. */
export interface InventoryKnown {
  /** Key → Japanese name. */
  readonly sections: ReadonlyMap<string, string>;
  readonly procedureIds: ReadonlySet<string>;
}

/** A line that can't be taken over. */
export interface RowProblem {
  readonly line: number;
  readonly column: InventoryColumn | null;
  readonly kind:
    | 'missing'
    | 'too_long'
    | 'list_code'
    | 'procedure'
    | 'number'
    | 'year'
    | 'twice'
    | 'cells';
  readonly value: string;
}

export type InventoryRow = Omit<InventoryEntry, 'id'>;

export type InventoryFile =
  | { readonly rows: readonly InventoryRow[]; readonly problems: readonly RowProblem[] }
  /** The file as a whole can't be read. */
  | { readonly refused: 'empty' | 'headings' | 'too_many' | 'quote'; readonly lacking?: string };

const MOST_ROWS = 5000;
const MOST_LETTERS = 300;

/** UTF-8 shows itself; what is not, is taken for CP932 (Shift_JIS of Windows). The mark goes. */
export function inventoryText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'cp932');
  }
}

const tidy = (cell: string) => cellAsTyped(cell).normalize('NFC').trim();
const words = (text: string) => text.split(/[\s、,・;；]+/).filter((word) => word !== '');

type Cells = Readonly<Record<InventoryColumn, string>>;

/** Which column stands where; undefined where the heading is not there. */
function columnsOf({ cells }: CsvRecord): ReadonlyMap<InventoryColumn, number> {
  const headings = cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
  return new Map(
    COLUMN_KEYS.flatMap((key) => {
      const names: readonly string[] = INVENTORY_COLUMNS[key];
      const at = headings.findIndex((heading) => names.includes(heading));
      return at < 0 ? [] : [[key, at] as const];
    }),
  );
}

type Tell = (column: InventoryColumn | null, kind: RowProblem['kind'], value: string) => void;

function readVolumes(cells: Cells, tell: Tell): InventoryVolume[] {
  const typed = CHANNEL_COLUMNS.filter((channel) => cells[channel] !== '');
  if (typed.length === 0 && cells.fiscalYear === '') return [];
  const year = Number(/^\d{4}$/.exec(cells.fiscalYear.normalize('NFKC'))?.[0]);
  if (!(year >= 2000 && year <= 2100)) tell('fiscalYear', 'year', cells.fiscalYear);
  return CHANNEL_COLUMNS.flatMap((channel): InventoryVolume[] => {
    const count = cells[channel] === '' ? 0 : readNumber(cells[channel]);
    if (count !== undefined && Number.isInteger(count)) {
      return [{ fiscalYear: year, channel, count }];
    }
    tell(channel, 'number', cells[channel]);
    return [];
  });
}

/** Key where the town knows the name; else as it is written: not every section works here. */
export function sectionOf(text: string, { sections }: InventoryKnown): string {
  return [...sections].find(([key, name]) => key === text || name === text)?.[0] ?? text;
}

function readRow(cells: Cells, known: InventoryKnown, tell: Tell): InventoryRow {
  for (const column of REQUIRED) if (cells[column] === '') tell(column, 'missing', '');
  for (const column of COLUMN_KEYS) {
    if (cells[column].length > MOST_LETTERS) tell(column, 'too_long', cells[column].slice(0, 20));
  }
  const lists = words(cells.lists.normalize('NFKC'));
  for (const code of lists) if (!isListCode(code)) tell('lists', 'list_code', code);
  const procedureIds = words(cells.procedureIds);
  for (const id of procedureIds) {
    if (!known.procedureIds.has(id)) tell('procedureIds', 'procedure', id);
  }
  const { code, name, legalBasis, onlineElsewhere, notOnlineReason } = cells;
  return {
    ...{ code, name, legalBasis, onlineElsewhere, notOnlineReason, lists, procedureIds },
    section: sectionOf(cells.section, known),
    volumes: readVolumes(cells, tell),
  };
}

function recordsOf(text: string): readonly CsvRecord[] {
  const reader = createCsvReader();
  return [...reader.push(text), ...reader.end()];
}

/** A second line of the same number brings another year. */
function merge(rows: Map<string, InventoryRow>, row: InventoryRow, tell: Tell): void {
  const before = rows.get(row.code);
  if (before === undefined || row.code === '') {
    rows.set(row.code === '' ? `${rows.size}` : row.code, row);
    return;
  }
  const years = new Set(before.volumes.map(({ fiscalYear }) => fiscalYear));
  const isSame = before.name === row.name || row.name === '';
  const isNew = row.volumes.length > 0 && row.volumes.every((one) => !years.has(one.fiscalYear));
  if (!isSame || !isNew) tell('code', 'twice', row.code);
  rows.set(row.code, { ...before, volumes: [...before.volumes, ...row.volumes] });
}

/** Reads a file of the inventory. Nothing of it is kept; what is wrong is told line by line. */
export function readInventoryCsv(text: string, known: InventoryKnown): InventoryFile {
  let records: readonly CsvRecord[];
  try {
    records = recordsOf(text);
  } catch (error) {
    if (error instanceof CsvTooLong) return { refused: 'quote', lacking: String(error.line) };
    throw error;
  }
  const [head, ...lines] = records;
  if (head === undefined || lines.length === 0) return { refused: 'empty' };
  const columns = columnsOf(head);
  const lacking = REQUIRED.find((column) => !columns.has(column));
  if (lacking) return { refused: 'headings', lacking: columnName(lacking) };
  if (lines.length > MOST_ROWS) return { refused: 'too_many' };
  const problems: RowProblem[] = [];
  const rows = new Map<string, InventoryRow>();
  for (const { line, cells: raw } of lines) {
    const tell: Tell = (column, kind, value) => problems.push({ line, column, kind, value });
    if (raw.length > head.cells.length) tell(null, 'cells', '');
    const cells = Object.fromEntries(
      COLUMN_KEYS.map((key) => [key, tidy(raw[columns.get(key) ?? -1] ?? '')]),
    ) as Record<InventoryColumn, string>;
    merge(rows, readRow(cells, known, tell), tell);
  }
  return { rows: [...rows.values()], problems };
}
