import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { ProtectionBy } from '../domain/protections/protection-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { type Connection, statement } from './connection.ts';

const kept = statement<{ id: string }[]>(
  'protected_kept_from',
  (db, { protectedCases, protectionReaders }) =>
    db
      .selectDistinct({ id: protectedCases.applicationId })
      .from(protectedCases)
      .leftJoin(
        protectionReaders,
        and(
          eq(protectionReaders.protectionId, protectedCases.protectionId),
          eq(protectionReaders.staffId, sql.placeholder('staffId')),
        ),
      )
      .where(isNull(protectionReaders.staffId)),
);

/** Ids of the cases that this person must not see. */
export async function keptIds(
  connection: Connection,
  staffId: string,
): Promise<ReadonlySet<string>> {
  return new Set((await kept(connection, { staffId })).map(({ id }) => id));
}

const linksOf = statement<{ protectionId: string }[]>('protected_case', (db, { protectedCases }) =>
  db
    .select({ protectionId: protectedCases.protectionId })
    .from(protectedCases)
    .where(eq(protectedCases.applicationId, sql.placeholder('applicationId'))),
);

/** Ids of the protections on a case. */
export async function protectionsOf(
  connection: Connection,
  applicationId: string,
): Promise<string[]> {
  return (await linksOf(connection, { applicationId })).map(({ protectionId }) => protectionId);
}

/** Staff who read every protection on a case. */
export async function readersOf(connection: Connection, applicationId: string): Promise<string[]> {
  const ids = await protectionsOf(connection, applicationId);
  if (ids.length === 0) return [];
  const { db, tables } = connection;
  const rows = await db
    .select()
    .from(tables.protectionReaders)
    .where(inArray(tables.protectionReaders.protectionId, ids));
  const byStaff = Map.groupBy(rows, ({ staffId }) => staffId);
  return [...byStaff].filter(([, held]) => held.length === ids.length).map(([staffId]) => staffId);
}

/** Inside the caller's write: may that person be given that case? */
async function mayBeGiven(connection: Connection, applicationId: string, staffId: string) {
  return !(await keptIds(connection, staffId)).has(applicationId);
}

/** Inside the caller's write: whoever is responsible and must not see it is so no longer. */
export async function takeFromOthers(
  connection: Connection,
  ring: KeyRing,
  applicationId: string,
  { at }: Pick<ProtectionBy, 'at'>,
): Promise<void> {
  const { db, tables } = connection;
  const { assignments, inbox } = tables;
  const [given] = await db
    .select()
    .from(assignments)
    .where(eq(assignments.applicationId, applicationId));
  if (!given || (await mayBeGiven(connection, applicationId, given.staffId))) return;
  await db.delete(assignments).where(eq(assignments.applicationId, applicationId));
  await db.update(inbox).set({ assigneeId: null }).where(eq(inbox.applicationId, applicationId));
  const entry = { action: 'case.assigned', subject: applicationId, detail: { staff: '' } };
  await appendAudit(connection, ring, { at, actor: 'system', ...entry });
}
