import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { RoleAssignment, Staff } from '../domain/staff/staff.ts';
import type { StaffStore } from '../domain/staff/staff-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { setStaff, staffChangeWriter } from './staff-changes.ts';
import { credentialMethods } from './staff-credentials.ts';
import { passkeyMethods } from './staff-passkeys.ts';
import { toStaff } from './staff-rows.ts';
import { sessionMethods } from './staff-sessions.ts';
import { singleSignOnMethods } from './staff-single-sign-on.ts';

async function findOne(
  connection: Connection,
  column: 'id' | 'login' | 'oidcSubject',
  value: string,
): Promise<Staff | undefined> {
  const { staff } = connection.tables;
  const [row] = await connection.db.select().from(staff).where(eq(staff[column], value));
  return row && toStaff(connection, row);
}

async function addRoles(
  { db, tables: { staffRoles } }: Connection,
  staffId: string,
  roles: readonly RoleAssignment[],
): Promise<void> {
  for (const { role, section, from, to } of roles) {
    await db
      .insert(staffRoles)
      .values({ id: randomUUID(), staffId, role, section, fromDay: from, toDay: to });
  }
}

const rolesText = (roles: readonly RoleAssignment[]) =>
  roles
    .map(({ role, section, from, to }) => `${role}/${section ?? '*'} ${from}–${to ?? ''}`)
    .join(', ');

/** Accounts, credentials, sessions. */
export function createStaffStore(driver: Driver, ring: KeyRing): StaffStore {
  const change = staffChangeWriter(driver, ring);
  return {
    add: ({ id, login, name, roles, passphraseHash, oidcSubject }, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const added = await db
          .insert(tables.staff)
          .values({
            id,
            login,
            name,
            passphraseHash,
            oidcSubject: oidcSubject ?? null,
            totpCounter: 0,
            failedAttempts: 0,
            createdAt: at.getTime(),
          })
          .onConflictDoNothing()
          .returning({ id: tables.staff.id });
        if (added.length === 0) return false;
        await addRoles(connection, id, roles);
        const detail = { login, roles: rolesText(roles) };
        await appendAudit(connection, ring, {
          at,
          actor,
          action: 'staff.added',
          subject: id,
          detail,
        });
        return true;
      }),
    find: (id) => driver.read((connection) => findOne(connection, 'id', id)),
    findByLogin: (login) => driver.read((connection) => findOne(connection, 'login', login)),
    findByOidcSubject: (subject) =>
      driver.read((connection) => findOne(connection, 'oidcSubject', subject)),
    list: () =>
      driver.read(async (connection) => {
        const { staff } = connection.tables;
        const rows = await connection.db.select().from(staff).orderBy(staff.login);
        return Promise.all(rows.map((row) => toStaff(connection, row)));
      }),
    rename: (id, name, by) => change(id, 'staff.renamed', by, setStaff(id, { name })),
    setRoles: (id, roles, by) =>
      change(
        id,
        'staff.roles_set',
        by,
        async (connection) => {
          const { staffRoles } = connection.tables;
          await connection.db.delete(staffRoles).where(eq(staffRoles.staffId, id));
          await addRoles(connection, id, roles);
        },
        { roles: rolesText(roles) },
      ),
    leave: (id, by) =>
      change(id, 'staff.left', by, async (connection) => {
        const { db, tables } = connection;
        const { staffSessions, assignments, inbox } = tables;
        await setStaff(id, { leftAt: by.at.getTime() })(connection);
        await db.delete(staffSessions).where(eq(staffSessions.staffId, id));
        await db.delete(assignments).where(eq(assignments.staffId, id));
        await db.update(inbox).set({ assigneeId: null }).where(eq(inbox.assigneeId, id));
      }),
    casesOf: (id) =>
      driver.read(({ db, tables: { assignments } }) =>
        db.$count(assignments, eq(assignments.staffId, id)),
      ),
    ...credentialMethods(driver, ring, change),
    ...passkeyMethods(driver, change),
    ...sessionMethods(driver, change),
    ...singleSignOnMethods(driver, ring, change),
  };
}
