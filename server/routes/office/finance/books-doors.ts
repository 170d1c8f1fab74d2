import { financePaths } from '../../../http/finance-paths.ts';
import type { FinanceDoor } from './finance-door.ts';

/** The books' ways on from the front page of 会計. */
export const BOOK_DOORS: readonly FinanceDoor[] = [
  {
    href: financePaths.books(),
    label: '収納日計',
    summary: '受け取ったお金を、日・歳入科目・手続・支払い方法ごとに見る。CSVで書き出す。',
    permission: 'books.read',
  },
  {
    href: financePaths.findings(),
    label: '合わないもの',
    summary: '毎晩の点検で見つかった、帳簿と合わないものを確かめる。',
    permission: 'books.read',
    waiting: ({ stores }) => stores.findings.openCount(),
  },
  {
    href: financePaths.payouts(),
    label: '入金の照合',
    summary: '支払いの会社から市の口座に入ったお金を、受け取った記録と比べる。',
    permission: 'books.read',
  },
  {
    href: financePaths.closings(),
    label: '帳簿の締め',
    summary: '月と年度を締める。締めたあとは、だれも変えられません。',
    permission: 'books.read',
  },
];
