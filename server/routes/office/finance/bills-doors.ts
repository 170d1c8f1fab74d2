import { financePaths } from '../../../http/finance-paths.ts';
import type { FinanceDoor } from './finance-door.ts';

/** The bills' ways on from the front page of 会計. */
export const BILL_DOORS: readonly FinanceDoor[] = [
  {
    href: financePaths.bills(),
    label: '納付書',
    summary: '納付書を取り込み、番号・状態・科目で探す。住民は、番号かQRコードで払います。',
    permission: 'bills.read',
  },
  {
    href: financePaths.clearing(),
    label: '消込データ',
    summary: '払われたもの・返したものを、財務会計システムへ渡すCSVにする。',
    permission: 'bills.manage',
    waiting: ({ stores }) => stores.clearing.waiting(),
  },
];
