import { todayInTokyo } from '../../lib/jst-date.ts';
import { keepsOwnAdmin, type RoleChange, type RoleProblem } from './change-roles.ts';
import { newTemporaryPassphrase, type TemporaryPassphrase } from './passphrase-hash.ts';
import type { Staff } from './staff.ts';
import type { StaffChange, StaffStore } from './staff-store.ts';

/** Writes a change of roles down, unless somebody takes their own keys away. */
export async function changeRoles(
  store: StaffStore,
  {
    staff,
    change,
    by,
  }: { readonly staff: Staff; readonly change: RoleChange; readonly by: StaffChange },
): Promise<RoleProblem | null> {
  if (change.problem) return change.problem;
  const isOwn = by.actor === `staff:${staff.login}`;
  if (isOwn && !keepsOwnAdmin(staff.roles, change.roles, todayInTokyo(by.at))) {
    return 'role_own_admin';
  }
  await store.setRoles(staff.id, change.roles, by);
  return null;
}

/** Somebody forgot theirs: a temporary one, and whoever was in with the old one is out. */
export async function renewPassphrase(
  store: StaffStore,
  staff: Staff,
  by: StaffChange,
): Promise<TemporaryPassphrase> {
  const temporary = await newTemporaryPassphrase(todayInTokyo(by.at));
  await store.setPassphrase(staff.id, temporary.hash, by);
  return temporary;
}
