import { and, eq } from 'drizzle-orm';
import type { ProviderCursorStore } from '../domain/payments/provider-cursor-store.ts';
import type { Driver } from './connection.ts';

export function createProviderCursorStore(driver: Driver): ProviderCursorStore {
  return {
    find: (provider, stream) =>
      driver.read(async ({ db, tables: { providerCursors } }) => {
        const rows = await db
          .select({ cursor: providerCursors.cursor })
          .from(providerCursors)
          .where(and(eq(providerCursors.provider, provider), eq(providerCursors.stream, stream)));
        return rows[0]?.cursor;
      }),
    move: (provider, stream, cursor, moment) =>
      driver.write(async ({ db, tables: { providerCursors } }) => {
        const at = moment.getTime();
        const target = [providerCursors.provider, providerCursors.stream];
        await db
          .insert(providerCursors)
          .values({ provider, stream, cursor, at })
          .onConflictDoUpdate({ target, set: { cursor, at } });
      }),
  };
}
