import type { Permission } from './roles.ts';

/** Without the second one the first can't be done: its pages are reached from there. */
export const NEEDS: readonly (readonly [Permission, Permission])[] = [
  ['cases.read', 'cases.list'],
  ['cases.work', 'cases.read'],
  ['cases.identify', 'cases.read'],
  ['cases.decide', 'cases.work'],
  ['cases.approve', 'cases.read'],
  ['cases.assign', 'cases.read'],
  ['exports.make', 'cases.read'],
  ['exports.bulk', 'exports.make'],
  ['fees.fix', 'fees.read'],
  ['charges.ask', 'charges.read'],
  ['refunds.ask', 'charges.read'],
  ['refunds.approve', 'charges.read'],
  ['bills.manage', 'bills.read'],
  ['books.close', 'books.read'],
  ['register.search', 'counter.work'],
  ['procedures.manage', 'procedures.review'],
  ['procedures.review', 'procedures.pause'],
];

/** Somebody has to: residents wait for it, or a law asks for it. */
export const NOT_NOBODY: readonly Permission[] = [
  ...(['cases.list', 'cases.read', 'cases.work', 'cases.decide', 'cases.approve'] as const),
  ...(['procedures.manage', 'procedures.review', 'procedures.pause'] as const),
  ...(['retention.run', 'audit.read', 'refunds.approve', 'books.close'] as const),
];
