import { z } from 'zod';
import { boundReason, isShipped } from './bound-permissions.ts';
import { type Grants, PERMISSIONS, type Permission, STAFF_ROLES, type StaffRole } from './roles.ts';

const NAMES = z.array(z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]));
const ROLE = z.strictObject({ gives: NAMES.optional(), takes: NAMES.optional() });

/** permissions.yaml: role → what it may besides the shipped table, and what it may not. */
export const TOWN_GRANTS = z.partialRecord(z.enum(STAFF_ROLES), ROLE);

export type TownGrants = z.infer<typeof TOWN_GRANTS>;

const ALL = Object.keys(PERMISSIONS) as readonly Permission[];

function tableOf(has: (role: StaffRole, permission: Permission) => boolean): Grants {
  const rows = ALL.map((permission) => [
    permission,
    STAFF_ROLES.filter((role) => has(role, permission)),
  ]);
  return Object.fromEntries(rows) as Grants;
}

/** The shipped table with the town's words on it, whether or not they may be said. */
export function grantsOf(town: TownGrants): Grants {
  return tableOf((role, permission) => {
    const { gives = [], takes = [] } = town[role] ?? {};
    if (takes.includes(permission)) return false;
    return isShipped(role, permission) || gives.includes(permission);
  });
}

/** What a role's whole list is, said as the difference to the shipped table; undefined: none. */
export function townWordsFor(
  role: StaffRole,
  wanted: readonly Permission[],
): TownGrants[StaffRole] | undefined {
  const shipped = ALL.filter((one) => isShipped(role, one));
  const gives = ALL.filter((one) => wanted.includes(one) && !shipped.includes(one));
  const takes = shipped.filter((one) => !wanted.includes(one));
  if (gives.length + takes.length === 0) return undefined;
  return { ...(gives.length > 0 && { gives }), ...(takes.length > 0 && { takes }) };
}

/**
 * What holds where the table breaks a rule (a newer program may have stricter ones): what was taken
 * stays taken, nothing more is given, and those who keep the site running stay.
 */
export function leastGrants(town: TownGrants): Grants {
  const wanted = grantsOf(town);
  return tableOf(
    (role, permission) =>
      isShipped(role, permission) &&
      (wanted[permission].includes(role) || boundReason(role, permission) !== undefined),
  );
}
