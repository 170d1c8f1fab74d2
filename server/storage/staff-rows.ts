import { eq, sql } from 'drizzle-orm';
import { isTemporary } from '../domain/staff/passphrase-hash.ts';
import type { StaffRole } from '../domain/staff/roles.ts';
import type { Staff } from '../domain/staff/staff.ts';
import { type Connection, statement } from './connection.ts';
import { toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

export type StaffRow = Tables['staff']['$inferSelect'];

const rolesOf = statement('staff_roles_of', (db, { staffRoles }) =>
  db
    .select()
    .from(staffRoles)
    .where(eq(staffRoles.staffId, sql.placeholder('id'))),
);

const passkeysOf = statement('staff_passkeys_of', (db, { passkeys }) =>
  db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.staffId, sql.placeholder('id'))),
);

/** An account with its roles and what it signs in with. */
export async function toStaff(connection: Connection, row: StaffRow): Promise<Staff> {
  const roles = await rolesOf(connection, { id: row.id });
  const keys = await passkeysOf(connection, { id: row.id });
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    leftAt: toDateOrNull(row.leftAt),
    roles: roles
      .map(({ role, section, fromDay, toDay }) => ({
        role: role as StaffRole,
        section,
        from: fromDay,
        to: toDay,
      }))
      .sort((a, b) => (a.from + a.role < b.from + b.role ? -1 : 1)),
    passphrase:
      row.passphraseHash === null ? 'none' : isTemporary(row.passphraseHash) ? 'temporary' : 'own',
    hasTotp: row.totpSecret !== null,
    passkeys: keys.length,
    hasSingleSignOn: row.oidcSubject !== null,
  };
}
