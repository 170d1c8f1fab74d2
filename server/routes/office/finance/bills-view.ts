import type { Bill } from '../../../domain/bills/bill.ts';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import type { BillQuery } from '../../../domain/bills/bill-store.ts';
import type { Charge } from '../../../domain/payments/payment.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { textOf } from '../../../lib/html.ts';
import { formatJstDate, formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import {
  BILL_LINES,
  BILL_STATES,
  CHARGE_STATES,
  SEGMENTS,
  yearWords,
  yenWords,
} from './bill-words.ts';

export const PAGE_ROWS = 50;

const itemWords = ({ revenue }: Services, key: string) => {
  const name = revenue.items.get(key)?.name['ja'];
  return name === undefined ? key : textOf(name);
};

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

function chargeRow(charge: Charge) {
  return {
    href: financePaths.charge(charge.id),
    createdAt: formatJstMoment(charge.createdAt, 'ja'),
    state: CHARGE_STATES[charge.state],
    yen: yenWords(charge.yen),
    paidAt: charge.paidAt ? formatJstMoment(charge.paidAt, 'ja') : '',
    refund: charge.refundYen > 0 ? yenWords(charge.refundYen) : '',
  };
}

/** One bill with everything that was asked for on it. */
export function billPageView(services: Services, bill: Bill, charges: readonly Charge[]) {
  return {
    title: `納付書 ${shownNumber(bill.number)}`,
    styles: ['office-account.css'],
    back: financePaths.bills(),
    facts: [
      ['状態', BILL_STATES[bill.state]],
      ['科目', itemWords(services, bill.revenueItem)],
      ['科目コード', services.revenue.items.get(bill.revenueItem)?.code ?? ''],
      ['年度', yearWords(bill.fiscalYear)],
      ['区分', SEGMENTS[bill.segment]],
      ['調定番号', bill.assessmentNumber],
      ['期別', bill.term],
      ...bill.lines.map(({ kind, yen }) => [BILL_LINES[kind], yenWords(yen)]),
      ['合計', yenWords(bill.yen)],
      ['納期限', formatJstDate(bill.dueOn, 'ja')],
      ['支払期限', formatJstDate(bill.payUntil, 'ja')],
      ['eL-QR', bill.elQr ? 'あり（地方税お支払サイトだけで払えます）' : 'なし'],
      ['あて名', bill.addressee ?? '（取り込んでいません）'],
    ],
    charges: charges.map(chargeRow),
  };
}
