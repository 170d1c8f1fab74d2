import { eq } from 'drizzle-orm';
import type { ProtectionBy } from '../domain/protections/protection-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { insertMany } from './insert-many.ts';
import { takeFromOthers } from './protection-readers.ts';
import { NOBODY, namedFew, opened, sealed } from './protection-rows.ts';

/** The log has all of them for ever. */
const MOST_SEARCHES = 50;

export function note(
  connection: Connection,
  ring: KeyRing,
  by: ProtectionBy,
  entry: { action: string; subject: string; detail?: Record<string, string | number> },
) {
  return appendAudit(connection, ring, { ...by, detail: {}, ...entry });
}

export async function putReaders(connection: Connection, id: string, readers: readonly string[]) {
  const { db, tables } = connection;
  await db.delete(tables.protectionReaders).where(eq(tables.protectionReaders.protectionId, id));
  const rows = [...new Set(readers)].map((staffId) => ({ protectionId: id, staffId }));
  await insertMany(connection, tables.protectionReaders, rows);
}

export async function changeReaders(
  connection: Connection,
  ring: KeyRing,
  { id, readers, by }: { id: string; readers: readonly string[]; by: ProtectionBy },
) {
  const { db, tables } = connection;
  await putReaders(connection, id, readers);
  const detail = { staff: [...readers].sort().join(' ') };
  await note(connection, ring, by, { action: 'protection.readers_set', subject: id, detail });
  const cases = await db
    .select({ id: tables.protectedCases.applicationId })
    .from(tables.protectedCases)
    .where(eq(tables.protectedCases.protectionId, id));
  for (const one of cases) await takeFromOthers(connection, ring, one.id, by);
}

export async function endOne(connection: Connection, ring: KeyRing, id: string, by: ProtectionBy) {
  const { db, tables } = connection;
  const { protections, protectedCases, protectionKeys: keys, protectionReaders } = tables;
  for (const table of [protectedCases, keys, protectionReaders]) {
    await db.delete(table).where(eq(table.protectionId, id));
  }
  await db
    .update(protections)
    .set({ endedAt: by.at.getTime(), person: sealed(ring, id, NOBODY) })
    .where(eq(protections.id, id));
  await note(connection, ring, by, { action: 'protection.ended', subject: id });
}

export async function noteSearchOf(
  connection: Connection,
  ring: KeyRing,
  { id, staffId, by }: { id: string; staffId: string; by: ProtectionBy },
) {
  const { db, tables } = connection;
  const { protections } = tables;
  const [row] = await db.select().from(protections).where(eq(protections.id, id));
  if (!row || (await namedFew(connection, id)).includes(staffId)) return;
  const { person, searches } = opened(ring, row);
  const kept = [{ staffId, at: by.at.getTime() }, ...searches].slice(0, MOST_SEARCHES);
  await db
    .update(protections)
    .set({ person: sealed(ring, id, { person, searches: kept }) })
    .where(eq(protections.id, id));
  await note(connection, ring, by, { action: 'access.search_blocked', subject: id });
}
