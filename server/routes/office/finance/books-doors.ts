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
];
