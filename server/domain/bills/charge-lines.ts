import type { Charge } from '../payments/payment.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { Bill, BillLine } from './bill.ts';

/** 督促手数料 and 延滞金 have revenue items of their own where the town's list has these names. */
const OWN_ITEMS: readonly BillLine['kind'][] = ['reminder_fee', 'late_charge'];

const LABELS: Readonly<Record<Exclude<BillLine['kind'], 'principal'>, string>> = {
  reminder_fee: '督促手数料',
  late_charge: '延滞金',
};

/** What the charge of a bill is made of; the books go by `item`. */
export function chargeLines(
  bill: Pick<Bill, 'revenueItem' | 'term' | 'lines'>,
  items: ReadonlyMap<string, RevenueItem>,
): Charge['lines'] {
  const name = items.get(bill.revenueItem)?.name['ja'] ?? bill.revenueItem;
  return bill.lines.map(({ kind, yen }) => ({
    item: OWN_ITEMS.includes(kind) && items.has(kind) ? kind : bill.revenueItem,
    label: kind === 'principal' ? `${name} ${bill.term}`.trim() : LABELS[kind],
    yen,
  }));
}
