import { boundReason, isShipped } from './bound-permissions.ts';
import { PERMISSION_WORDS, ROLE_WORDS } from './permission-words.ts';
import { type Grants, PERMISSIONS, type Permission, STAFF_ROLES, type StaffRole } from './roles.ts';

/** What keeps a table from being taken, in words; `role` where it is about one. */
export interface GrantProblem {
  readonly role?: StaffRole;
  readonly permission: Permission;
  readonly text: string;
}

/** What one role must not have both of. */
interface Apart {
  readonly one: Permission;
  readonly others: readonly Permission[];
  readonly why: string;
}

const APART: readonly Apart[] = [
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

/** Without the second one the first can't be done: its pages are reached from there. */
const NEEDS: readonly (readonly [Permission, Permission])[] = [
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
const NOT_NOBODY: readonly Permission[] = [
  ...(['cases.list', 'cases.read', 'cases.work', 'cases.decide', 'cases.approve'] as const),
  ...(['procedures.manage', 'procedures.review', 'procedures.pause'] as const),
  ...(['retention.run', 'audit.read', 'refunds.approve', 'books.close'] as const),
];

const quoted = (permission: Permission) => `「${PERMISSION_WORDS[permission]}」`;

function problemsOf(role: StaffRole, has: (permission: Permission) => boolean): GrantProblem[] {
  const name = ROLE_WORDS[role];
  const all = Object.keys(PERMISSIONS) as Permission[];
  const bound = all.flatMap((permission) => {
    const why = boundReason(role, permission);
    if (why === undefined || has(permission) === isShipped(role, permission)) return [];
    const text = `${name}の${quoted(permission)}は変えられません。${why}`;
    return [{ role, permission, text }];
  });
  const apart = APART.flatMap(({ one, others, why }) =>
    others
      .filter((other) => has(one) && has(other))
      .map((other) => ({
        role,
        permission: one,
        text: `${name}は${quoted(one)}と${quoted(other)}の両方はできません。${why}どちらかを外してください。`,
      })),
  );
  const needs = NEEDS.filter(([one, needed]) => has(one) && !has(needed)).map(([one, needed]) => ({
    role,
    permission: one,
    text: `${name}の${quoted(one)}には、${quoted(needed)}も要ります。両方を選ぶか、両方を外してください。`,
  }));
  return [...bound, ...apart, ...needs];
}

/** Everything that a town's table must not say. The shipped one has no problem. */
export function grantProblems(grants: Grants): readonly GrantProblem[] {
  const nobody = NOT_NOBODY.filter((permission) => grants[permission].length === 0).map(
    (permission) => ({
      permission,
      text: `${quoted(permission)}をできる役割がなくなります。ほかの役割に渡してから外してください。`,
    }),
  );
  const own = STAFF_ROLES.flatMap((role) =>
    problemsOf(role, (permission) => grants[permission].includes(role)),
  );
  return [...own, ...nobody];
}
