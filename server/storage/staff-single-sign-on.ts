import { and, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import type { StaffStore } from '../domain/staff/staff-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { type StaffChangeWriter, setStaff } from './staff-changes.ts';

/** Links to accounts at the town's identity provider. The subject itself stands in no log. */
export function singleSignOnMethods(
  driver: Driver,
  ring: KeyRing,
  change: StaffChangeWriter,
): Pick<StaffStore, 'linkSingleSignOn' | 'unlinkSingleSignOn'> {
  return {
    linkSingleSignOn: (id, subject, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { staff } = tables;
        const others = and(eq(staff.oidcSubject, subject), ne(staff.id, id));
        const [living] = await db
          .select({ id: staff.id })
          .from(staff)
          .where(and(others, isNull(staff.leftAt)));
        if (living !== undefined) return false;
        // Somebody who left and came back has a new account; the old one lets go.
        const released = await db
          .update(staff)
          .set({ oidcSubject: null })
          .where(and(others, isNotNull(staff.leftAt)))
          .returning({ id: staff.id });
        await setStaff(id, { oidcSubject: subject })(connection);
        const entries = [
          ...released.map((old) => [old.id, 'staff.single_sign_on_unlinked'] as const),
          [id, 'staff.single_sign_on_linked'] as const,
        ];
        for (const [about, action] of entries) {
          await appendAudit(connection, ring, { at, actor, action, subject: about, detail: {} });
        }
        return true;
      }),
    unlinkSingleSignOn: (id, by, keepSession = '') =>
      change(id, 'staff.single_sign_on_unlinked', by, async (connection) => {
        const { staffSessions } = connection.tables;
        await setStaff(id, { oidcSubject: null })(connection);
        await connection.db
          .delete(staffSessions)
          .where(
            and(
              eq(staffSessions.staffId, id),
              inArray(staffSessions.secondFactor, ['oidc', 'oidc_alone']),
              ne(staffSessions.sessionHash, keepSession),
            ),
          );
      }),
  };
}
