import type { Bill } from './bill.ts';

/** A bill as a file of finance says it. */
export interface ImportRow extends Omit<Bill, 'id'> {
  /** In the file. */
  readonly line: number;
  /** 確認番号, plain: it is kept as a keyed hash only. */
  readonly code: string;
}

/** Columns by the names that a file may call them; the first is the one of our own sample. */
export const IMPORT_COLUMNS = {
  number: ['納付番号', 'number'],
  item: ['科目', '歳入科目', 'revenue_item'],
  fiscalYear: ['年度', '会計年度', 'fiscal_year'],
  segment: ['区分', '現年・滞納', 'segment'],
  assessment: ['調定番号', 'assessment_number'],
  term: ['期別', 'term'],
  principal: ['本税・本料', '本税', '金額', 'principal'],
  reminderFee: ['督促手数料', 'reminder_fee'],
  lateCharge: ['延滞金', 'late_charge'],
  dueOn: ['納期限', 'due_on'],
  payUntil: ['支払期限', '納付できる期限', 'pay_until'],
  code: ['確認番号', 'code'],
  elQr: ['eL-QR', 'eL QR', 'el_qr'],
  addressee: ['あて名', '宛名', 'addressee'],
  state: ['状態', 'state'],
} as const;

export type ImportColumn = keyof typeof IMPORT_COLUMNS;

/** Those that a file may leave out. */
const OPTIONAL_COLUMNS: readonly ImportColumn[] = [
  'reminderFee',
  'lateCharge',
  'elQr',
  'addressee',
  'state',
];

export type ProblemKind =
  | 'wrong'
  | 'missing'
  /** The item is paid at the national site, and the row says that it carries no eL-QR. */
  | 'el_qr_item'
  /** 支払期限 before 納期限. */
  | 'before_due'
  | 'too_much'
  /** The same number stands further up; `other` is its line. */
  | 'twice'
  | 'too_long';

/** Why a row is refused. No value of it: a file with codes and names shall not be copied. */
export interface RowProblem {
  readonly line: number;
  readonly column: ImportColumn | null;
  readonly kind: ProblemKind;
  readonly other?: number;
}

const key = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Which cell holds which column; or the names of the columns that the head lacks. */
export function readHead(
  cells: readonly string[],
): ReadonlyMap<ImportColumn, number> | { readonly lacking: readonly string[] } {
  const names = cells.map(key);
  const found = new Map<ImportColumn, number>();
  for (const [column, aliases] of Object.entries(IMPORT_COLUMNS)) {
    const known = aliases.map(key);
    const at = names.findIndex((name) => known.includes(name));
    if (at >= 0) found.set(column as ImportColumn, at);
  }
  const lacking = Object.entries(IMPORT_COLUMNS)
    .filter(([column]) => !found.has(column as ImportColumn))
    .filter(([column]) => !OPTIONAL_COLUMNS.includes(column as ImportColumn))
    .map(([, [name]]) => name);
  return lacking.length > 0 ? { lacking } : found;
}
