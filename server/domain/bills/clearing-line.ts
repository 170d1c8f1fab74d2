import type { BookedEntry } from '../books/ledger-entry.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import { shownNumber } from './bill-number.ts';
import type { ClearedEntry } from './clearing.ts';

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
