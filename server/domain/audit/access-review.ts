import { SECTION_ROLES, type StaffRole } from '../staff/roles.ts';
import { rolesOn, type Staff } from '../staff/staff.ts';

/** Who has not been here that long has to be asked whether the right is still needed. */
export const UNUSED_DAYS = 90;

const PRIVILEGED: ReadonlySet<StaffRole> = new Set(['system_admin', 'procedure_admin', 'auditor']);

export interface HeldRole {
  readonly staffId: string;
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  /** null for a role of the whole town. */
  readonly section: string | null;
  /** JST days. */
  readonly since: string;
  readonly until: string | null;
  /** Within `UNUSED_DAYS`; null = not even once. */
  readonly lastSignIn: Date | null;
  /** More than a section's own work. */
  readonly privileged: boolean;
}

/** Every role that somebody holds on that JST day: privileged ones first, then by section and name. */
export function reviewAccess(
  staff: readonly Staff[],
  lastSignIns: ReadonlyMap<string, Date>,
  today: string,
): readonly HeldRole[] {
  const rank = ({ privileged, role, section, login }: HeldRole) =>
    [privileged ? '0' : '1', SECTION_ROLES.includes(role) ? section : '', role, login].join('\n');
  return staff
    .filter(({ leftAt }) => leftAt === null)
    .flatMap(({ id, login, name, roles }) =>
      rolesOn({ roles }, today).map(({ role, section, from, to }) => ({
        staffId: id,
        login,
        name,
        role,
        section,
        since: from,
        until: to,
        lastSignIn: lastSignIns.get(`staff:${login}`) ?? null,
        privileged: PRIVILEGED.has(role),
      })),
    )
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
