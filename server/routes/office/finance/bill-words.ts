import type { Bill, BillLine, BillState } from '../../../domain/bills/bill.ts';
import type { Charge } from '../../../domain/payments/payment.ts';
import { textOf } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';

/** What finance reads of a bill. */
export const BILL_STATES: Readonly<Record<BillState, string>> = {
  open: '未納',
  paid: '支払い済み',
  cancelled: '取り消し',
};

export const BILL_LINES: Readonly<Record<BillLine['kind'], string>> = {
  principal: '本税・本料',
  reminder_fee: '督促手数料',
  late_charge: '延滞金',
};

export const SEGMENTS: Readonly<Record<Bill['segment'], string>> = {
  current: '現年',
  arrears: '滞納繰越',
};

export const CHARGE_STATES: Readonly<Record<Charge['state'], string>> = {
  open: '支払い待ち',
  started: '支払いの途中',
  pending: '入金待ち',
  unknown: '確認中',
  paid: '支払い済み',
  expired: '期限切れ',
  cancelled: '取り消し',
  refund_due: '返金待ち',
  refunded: '返金済み',
};

/** 3,000円 */
export const yenWords = (yen: number) => `${yen.toLocaleString('ja-JP')}円`;

/** 令和8年度 as it stands on bills. */
export const yearWords = (year: number) => `${year}年度（令和${year - 2018}年度）`;

/** Name of a revenue item. */
export const itemWords = ({ revenue }: Services, key: string) => {
  const name = revenue.items.get(key)?.name['ja'];
  return name === undefined ? key : textOf(name);
};
