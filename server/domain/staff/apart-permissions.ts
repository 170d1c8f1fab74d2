import type { Permission } from './roles.ts';

/** What one role must not have both of. */
interface Apart {
  readonly one: Permission;
  readonly others: readonly Permission[];
  readonly why: string;
}

export const APART: readonly Apart[] = [
  {
    one: 'audit.read',
    others: [
      ...(['cases.work', 'cases.decide', 'exports.make', 'till.work', 'till.receive'] as const),
      ...(['books.close', 'bills.manage', 'refunds.ask', 'refunds.approve'] as const),
      ...(['staff.manage', 'api_tokens.manage', 'retention.run', 'register.import'] as const),
      ...(['procedures.manage', 'settings.manage'] as const),
    ],
    why: '操作の記録を調べる人と、調べられる人を分けます。',
  },
  {
    one: 'retention.run',
    others: ['cases.work', 'cases.decide', 'cases.approve', 'books.close', 'refunds.approve'],
    why: '決めた人が、その記録を自分で消せてはいけません。',
  },
  {
    one: 'fees.fix',
    others: ['till.receive', 'bills.manage', 'books.close'],
    // 地方自治法第170条 (会計管理者), 第231条 (調定).
    why: '額を決める人と、お金を受け入れて帳簿を締める会計を分けます（地方自治法第170条、第231条）。',
  },
  {
    one: 'till.work',
    others: ['till.receive', 'books.close'],
    why: 'レジでお金を受け取る人と、それを数えて受け入れる人を分けます。',
  },
];
