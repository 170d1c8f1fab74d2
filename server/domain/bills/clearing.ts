import type { BookedEntry } from '../books/ledger-entry.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { Bill } from './bill.ts';
import { shownNumber } from './bill-number.ts';

/** 消込データ: one file for the accounting system. Its entries are never changed, so it can be made again. */
export interface ClearingExport {
  readonly id: string;
  /** Entries of the books, both inclusive; no entry is in two files. */
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly rows: number;
  /** Sum, what was given back being negative. */
  readonly yen: number;
  readonly madeBy: string;
  readonly at: Date;
}

/** An entry with what the accounting system finds its own record by. */
export interface ClearedEntry extends BookedEntry {
  readonly bill: Pick<Bill, 'number' | 'assessmentNumber' | 'fiscalYear' | 'term'> | null;
  /** 受付番号 of the application that the money was for. */
  readonly applicationNumber: string | null;
}

export interface ClearingStore {
  /** Entries that are in no file yet. */
  waiting(): Promise<number>;
  /** Everything that is in no file yet; undefined when there is nothing. */
  make(made: Pick<ClearingExport, 'id' | 'madeBy' | 'at'>): Promise<ClearingExport | undefined>;
  find(id: string): Promise<ClearingExport | undefined>;
  /** The newest first. */
  list(limit: number): Promise<readonly ClearingExport[]>;
  /** In order; those behind `afterSeq`. */
  entries(
    of: Pick<ClearingExport, 'fromSeq' | 'toSeq'>,
    afterSeq: number,
    limit: number,
  ): Promise<readonly ClearedEntry[]>;
}

export const CLEARING_HEAD = [
  '通番',
  '収納日',
  '入出金日',
  '種類',
  '納付番号',
  '受付番号',
  '調定番号',
  '調定年度',
  '会計年度',
  '現年・滞納',
  '科目コード',
  '科目',
  '期別',
  '金額',
  'うち消費税',
  '支払い方',
  '収納場所',
  '決済会社',
  '支払いID',
] as const;

const KINDS: Readonly<Record<BookedEntry['kind'], string>> = {
  taking: '収納',
  refund: '返金',
  refund_undone: '返金の取り消し',
  dispute: '支払いの取り消し（異議）',
  dispute_undone: '異議の取り消し',
};

/** One line of the file. */
export function clearingLine(
  entry: ClearedEntry,
  items: ReadonlyMap<string, RevenueItem>,
  dayOf: (at: Date) => string,
): readonly string[] {
  const { bill } = entry;
  const item = items.get(entry.revenueItem);
  return [
    String(entry.seq),
    entry.bookedOn,
    dayOf(entry.occurredAt),
    KINDS[entry.kind],
    bill === null ? '' : shownNumber(bill.number),
    entry.applicationNumber ?? '',
    bill?.assessmentNumber ?? '',
    bill === null ? '' : String(bill.fiscalYear),
    String(entry.fiscalYear),
    entry.segment === 'current' ? '現年' : '滞納繰越',
    item?.code ?? '',
    item?.name['ja'] ?? entry.revenueItem,
    bill?.term ?? '',
    String(entry.yen),
    String(entry.taxYen),
    entry.method,
    entry.channel === 'online' ? 'オンライン' : '窓口',
    entry.provider,
    entry.chargeId,
  ];
}
