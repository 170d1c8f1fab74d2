import { and, eq, lt, or } from 'drizzle-orm';
import type { Passkey, StaffStore } from '../domain/staff/staff-store.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';
import type { StaffChangeWriter } from './staff-changes.ts';

function toPasskey(row: Tables['passkeys']['$inferSelect']): Passkey {
  return {
    id: row.id,
    staffId: row.staffId,
    publicKey: new Uint8Array(row.publicKey),
    counter: row.counter,
    transports: JSON.parse(row.transports),
    name: row.name,
    createdAt: toDate(row.createdAt),
  };
}

/** Public keys of passkeys (WebAuthn). */
export function passkeyMethods(
  driver: Driver,
  change: StaffChangeWriter,
): Pick<StaffStore, 'addPasskey' | 'passkeysOf' | 'findPasskey' | 'usePasskey' | 'removePasskey'> {
  return {
    addPasskey: ({ id, staffId, publicKey, counter, transports, name, createdAt }, by) =>
      change(staffId, 'staff.passkey_added', by, async ({ db, tables: { passkeys } }) => {
        await db.insert(passkeys).values({
          id,
          staffId,
          publicKey: Buffer.from(publicKey),
          counter,
          transports: JSON.stringify(transports),
          name,
          createdAt: createdAt.getTime(),
        });
      }),
    passkeysOf: (staffId) =>
      driver.read(async ({ db, tables: { passkeys } }) => {
        const rows = await db.select().from(passkeys).where(eq(passkeys.staffId, staffId));
        return rows.map(toPasskey);
      }),
    findPasskey: (id) =>
      driver.read(async ({ db, tables: { passkeys } }) => {
        const [row] = await db.select().from(passkeys).where(eq(passkeys.id, id));
        return row && toPasskey(row);
      }),
    // Many authenticators never count; whoever counts must count up (WebAuthn 7.2, step 22).
    usePasskey: (id, counter) =>
      driver.write(async ({ db, tables: { passkeys } }) => {
        const fits = counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter);
        const used = await db
          .update(passkeys)
          .set({ counter })
          .where(and(eq(passkeys.id, id), or(fits)))
          .returning({ id: passkeys.id });
        return used.length > 0;
      }),
    removePasskey: (id, staffId, by) =>
      change(staffId, 'staff.passkey_removed', by, async ({ db, tables: { passkeys } }) => {
        await db.delete(passkeys).where(and(eq(passkeys.id, id), eq(passkeys.staffId, staffId)));
      }),
  };
}
