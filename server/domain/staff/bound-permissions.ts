import { DESK, PERMISSIONS, type Permission, SECTION_ROLES, type StaffRole } from './roles.ts';

/** Roles that may ever have a permission; `shipped`: exactly those that have it without the town's word. */
type Bound = 'shipped' | 'section' | 'town' | 'desk';

const ALL_CASES =
  '町全体の役割に渡すと、すべての課の申請が見えてしまいます。課の役割だけに渡せます。';
const WHOLE_TOWN = '町全体に効くことです。課の役割には渡せません。';
const DECIDING = '起案と決裁は、担当者・係長・課長の間で回ります。ほかの役割には渡せません。';
const NAMED_FEW = '支援措置を見る人は、一件ごとに名前で決めます。役割では変えられません。';

const BOUND: Readonly<Partial<Record<Permission, readonly [Bound, string]>>> = {
  'office.enter': ['shipped', 'これがないと、サインインできません。'],
  'staff.manage': [
    'shipped',
    '職員に役割を付ける人が、自分にほかの仕事も付けられないよう、システム管理者だけにしています。',
  ],
  'decisions.sign': [
    'shipped',
    'だれが決裁するかは、決裁の順番（町の基本の設定の positions）で決まります。',
  ],
  'protections.read': ['shipped', NAMED_FEW],
  'protections.manage': ['shipped', NAMED_FEW],
  'cases.list': ['section', ALL_CASES],
  'cases.read': ['section', ALL_CASES],
  'cases.work': ['section', ALL_CASES],
  'cases.identify': ['section', ALL_CASES],
  'cases.assign': ['section', ALL_CASES],
  'exports.make': ['section', ALL_CASES],
  'exports.bulk': ['section', ALL_CASES],
  'counter.work': ['section', ALL_CASES],
  'register.search': ['section', '住民情報を引くのは、窓口に立つ課の役割だけです。'],
  'cases.decide': ['desk', DECIDING],
  'cases.approve': ['desk', DECIDING],
  'fees.fix': ['desk', '手数料は、申請を審査する担当者・係長・課長が決めます。'],
  'audit.read': ['town', WHOLE_TOWN],
  'retention.run': ['town', WHOLE_TOWN],
  'api_tokens.manage': ['town', WHOLE_TOWN],
  'register.import': ['town', WHOLE_TOWN],
};

function isWithin(bound: Bound, role: StaffRole, permission: Permission): boolean {
  if (bound === 'shipped') return false;
  if (bound === 'desk') return DESK.includes(role);
  return SECTION_ROLES.includes(role) === (bound === 'section') || isShipped(role, permission);
}

/** Without a word of the town's. */
export const isShipped = (role: StaffRole, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly StaffRole[]).includes(role);

/** Why this can't be another one than it is shipped, in words; undefined: the town decides. */
export function boundReason(role: StaffRole, permission: Permission): string | undefined {
  if (permission === 'settings.manage' && role === 'system_admin') {
    return '町の設定をだれも直せなくならないよう、システム管理者にはいつも残します。';
  }
  const [bound, why] = BOUND[permission] ?? [];
  return bound === undefined || isWithin(bound, role, permission) ? undefined : why;
}
