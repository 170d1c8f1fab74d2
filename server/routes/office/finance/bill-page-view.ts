import type { Bill } from '../../../domain/bills/bill.ts';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import type { Charge } from '../../../domain/payments/payment.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate, formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import {
  BILL_LINES,
  BILL_STATES,
  CHARGE_STATES,
  itemWords,
  SEGMENTS,
  yearWords,
  yenWords,
} from './bill-words.ts';

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
