import { eq } from 'drizzle-orm';
import { isTemporary } from '../domain/staff/passphrase-hash.ts';
import type { StaffRole } from '../domain/staff/roles.ts';
import type { Staff } from '../domain/staff/staff.ts';
import type { Connection } from './connection.ts';
import { toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

export type StaffRow = Tables['staff']['$inferSelect'];

/** An account with its roles and what it signs in with. */
export async function toStaff({ db, tables }: Connection, row: StaffRow): Promise<Staff> {
  const { staffRoles, passkeys } = tables;
  const roles = await db.select().from(staffRoles).where(eq(staffRoles.staffId, row.id));
  const keys = await db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.staffId, row.id));
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
