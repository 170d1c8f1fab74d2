import { addDays, isDay } from '../../lib/jst-date.ts';
import { SECTION_ROLES, STAFF_ROLES, type StaffRole } from './roles.ts';
import { type RoleAssignment, rolesOn } from './staff.ts';

export type RoleProblem =
  | 'role_missing'
  | 'role_section_missing'
  | 'role_day_invalid'
  | 'role_days_reversed'
  | 'role_there_already'
  | 'role_changed_meanwhile'
  | 'role_own_admin'
  | 'transfer_nothing';

export type RoleChange =
  | { readonly roles: readonly RoleAssignment[]; readonly problem?: undefined }
  | { readonly problem: RoleProblem };

/** As typed: `section` and `to` may be empty. */
export interface WantedRole {
  readonly role: string;
  readonly section: string;
  readonly from: string;
  readonly to: string;
}

/** What a form names a role by. */
export function roleKey({ role, section, from }: RoleAssignment): string {
  return `${role}/${section ?? ''}/${from}`;
}

const isSectionRole = (role: StaffRole) => SECTION_ROLES.includes(role);

function overlap(one: RoleAssignment, other: RoleAssignment): boolean {
  const same = one.role === other.role && one.section === other.section;
  return same && one.from <= (other.to ?? '9999') && other.from <= (one.to ?? '9999');
}

function withRole(roles: readonly RoleAssignment[], added: RoleAssignment): RoleChange {
  if (added.to !== null && added.to < added.from) return { problem: 'role_days_reversed' };
  if (roles.some((role) => overlap(role, added))) return { problem: 'role_there_already' };
  return { roles: [...roles, added] };
}

/** Adds a role from one day on, or until another. */
export function addRole(
  roles: readonly RoleAssignment[],
  wanted: WantedRole,
  sections: readonly string[],
): RoleChange {
  const role = STAFF_ROLES.find((one) => one === wanted.role);
  if (role === undefined) return { problem: 'role_missing' };
  const section = isSectionRole(role) ? wanted.section : null;
  if (section !== null && !sections.includes(section)) return { problem: 'role_section_missing' };
  const to = wanted.to === '' ? null : wanted.to;
  if (!isDay(wanted.from) || (to !== null && !isDay(to))) return { problem: 'role_day_invalid' };
  return withRole(roles, { role, section, from: wanted.from, to });
}

/**
 * Ends a role with that day; empty = until further notice. One that has not begun by then is gone
 * altogether: it was entered ahead and is called off.
 */
export function endRole(
  roles: readonly RoleAssignment[],
  { key, to }: { readonly key: string; readonly to: string },
): RoleChange {
  const ended = roles.find((role) => roleKey(role) === key);
  if (ended === undefined) return { problem: 'role_changed_meanwhile' };
  if (to !== '' && !isDay(to)) return { problem: 'role_day_invalid' };
  const others = roles.filter((role) => role !== ended);
  if (to !== '' && to < ended.from) return { roles: others };
  return withRole(others, { ...ended, to: to === '' ? null : to });
}

/** 人事異動: on that day what they are in their sections ends, and they are the same in another one. */
export function transfer(
  roles: readonly RoleAssignment[],
  { section, day }: { readonly section: string; readonly day: string },
  sections: readonly string[],
): RoleChange {
  if (!isDay(day)) return { problem: 'role_day_invalid' };
  if (!sections.includes(section)) return { problem: 'role_section_missing' };
  const before = addDays(day, -1);
  const moving = rolesOn({ roles }, before).filter(
    (role) => isSectionRole(role.role) && role.section !== section,
  );
  if (moving.length === 0) return { problem: 'transfer_nothing' };
  const left = roles.map((role) => (moving.includes(role) ? { ...role, to: before } : role));
  return [...new Set(moving.map(({ role }) => role))].reduce<RoleChange>(
    (change, role) =>
      change.problem ? change : withRole(change.roles, { role, section, from: day, to: null }),
    { roles: left },
  );
}

/** The last day on which they are system administrators without a break from today on. */
function adminUntil(roles: readonly RoleAssignment[], today: string): string {
  const admin = { roles: roles.filter(({ role }) => role === 'system_admin') };
  let last = '';
  for (let day = today; ; ) {
    const held = rolesOn(admin, day);
    if (held.length === 0) return last;
    if (held.some(({ to }) => to === null)) return '9999';
    last = held.map(({ to }) => to ?? '').reduce((a, b) => (a > b ? a : b));
    day = addDays(last, 1);
  }
}

/** Nobody takes their own keys away: there must always be somebody who can let others in. */
export function keepsOwnAdmin(
  before: readonly RoleAssignment[],
  after: readonly RoleAssignment[],
  today: string,
): boolean {
  return adminUntil(after, today) >= adminUntil(before, today);
}

/** The next 1 April: when town halls move their people. */
export function nextTransferDay(today: string): string {
  const year = Number(today.slice(0, 4));
  return today < `${year}-04-01` ? `${year}-04-01` : `${year + 1}-04-01`;
}
