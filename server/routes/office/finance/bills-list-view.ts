import type { Bill } from '../../../domain/bills/bill.ts';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import type { BillQuery } from '../../../domain/bills/bill-store.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { BILL_STATES, itemWords, SEGMENTS, yenWords } from './bill-words.ts';

export const PAGE_ROWS = 50;

/** A list of bills, without names: whom they went to stands on the bill's own page. */
export function billsView(
  services: Services,
  query: BillQuery,
  found: readonly Bill[],
  mayManage: boolean,
) {
  const rows = found.slice(0, PAGE_ROWS);
  const last = rows.at(-1);
  const next = new URLSearchParams({
    number: query.number,
    state: query.state,
    item: query.revenueItem,
    after: last?.number ?? '',
  });
  return {
    title: '納付書',
    styles: ['office-list.css'],
    query,
    mayManage,
    importsHref: financePaths.billImports(),
    action: financePaths.bills(),
    states: [['all', 'すべて'], ...Object.entries(BILL_STATES)],
    items: [...services.revenue.items.keys()].map((key) => [key, itemWords(services, key)]),
    rows: rows.map((bill) => ({
      href: financePaths.bill(bill.id),
      number: shownNumber(bill.number),
      item: itemWords(services, bill.revenueItem),
      term: bill.term,
      year: `${bill.fiscalYear}`,
      segment: SEGMENTS[bill.segment],
      yen: yenWords(bill.yen),
      due: bill.dueOn,
      state: BILL_STATES[bill.state],
      elQr: bill.elQr,
    })),
    nextHref: found.length > PAGE_ROWS ? financePaths.bills(next.toString()) : undefined,
  };
}
