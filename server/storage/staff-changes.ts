import { eq } from 'drizzle-orm';
import type { StaffChange } from '../domain/staff/staff-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import type { StaffRow } from './staff-rows.ts';

/** A change of an account and its entry in the log, in one commit. */
export type StaffChangeWriter = (
  id: string,
  action: string,
  by: StaffChange,
  work: (connection: Connection) => Promise<unknown>,
  detail?: Record<string, string>,
) => Promise<void>;

export function staffChangeWriter(driver: Driver, ring: KeyRing): StaffChangeWriter {
  return (id, action, { actor, at }, work, detail = {}) =>
    driver.write(async (connection) => {
      await work(connection);
      await appendAudit(connection, ring, { at, actor, action, subject: id, detail });
    });
}

export function setStaff(id: string, values: Partial<StaffRow>) {
  return async ({ db, tables: { staff } }: Connection): Promise<void> => {
    await db.update(staff).set(values).where(eq(staff.id, id));
  };
}
