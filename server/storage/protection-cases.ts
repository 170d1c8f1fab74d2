import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { ProtectionBy, ProtectionStore } from '../domain/protections/protection.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { protectionFinder } from './protection-keys.ts';

interface Link {
  readonly applicationId: string;
  readonly protectionId: string;
}

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

async function readersOf(connection: Connection, applicationId: string): Promise<string[]> {
  const links = await linksOf(connection, { applicationId });
  const ids = links.map(({ protectionId }) => protectionId);
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
export async function mayBeGiven(connection: Connection, applicationId: string, staffId: string) {
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

async function isLinked({ db, tables: { protectedCases } }: Connection, link: Link) {
  const { applicationId, protectionId } = protectedCases;
  const rows = await db
    .select({ at: protectedCases.at })
    .from(protectedCases)
    .where(and(eq(applicationId, link.applicationId), eq(protectionId, link.protectionId)));
  return rows.length > 0;
}

/** Inside the caller's write. @returns false when it was so before, or the case is gone */
async function link(connection: Connection, ring: KeyRing, one: Link, by: ProtectionBy) {
  const { db, tables } = connection;
  const [living] = await db
    .select({ id: tables.applications.id })
    .from(tables.applications)
    .where(eq(tables.applications.id, one.applicationId));
  if (!living || (await isLinked(connection, one))) return false;
  await db.insert(tables.protectedCases).values({ ...one, at: by.at.getTime() });
  await appendAudit(connection, ring, {
    ...by,
    action: 'case.protected',
    subject: one.applicationId,
    detail: { protection: one.protectionId },
  });
  await takeFromOthers(connection, ring, one.applicationId, by);
  return true;
}

/** Which cases are protected, and from whom. */
export function protectedCaseParts(
  driver: Driver,
  ring: KeyRing,
): Pick<
  ProtectionStore,
  'match' | 'protect' | 'release' | 'keptFrom' | 'ofCase' | 'readersOfCase' | 'casesOf' | 'markedBy'
> {
  return {
    async match(cases, at) {
      const links = await driver.read(async (connection) => {
        const find = await protectionFinder(connection, ring);
        const found: Link[] = [];
        for (const { applicationId, marks } of cases) {
          for (const protectionId of find(marks)) {
            const one = { applicationId, protectionId };
            if (!(await isLinked(connection, one))) found.push(one);
          }
        }
        return found;
      });
      if (links.length === 0) return [];
      return driver.write(async (connection) => {
        const fresh: string[] = [];
        for (const one of links) {
          if (await link(connection, ring, one, { actor: 'system', at })) {
            fresh.push(one.applicationId);
          }
        }
        return [...new Set(fresh)];
      });
    },
    protect: (applicationId, protectionId, by) =>
      driver.write(async (connection) => {
        await link(connection, ring, { applicationId, protectionId }, by);
      }),
    release: (applicationId, protectionId, by) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { protectedCases } = tables;
        if (!(await isLinked(connection, { applicationId, protectionId }))) return;
        await db
          .delete(protectedCases)
          .where(
            and(
              eq(protectedCases.applicationId, applicationId),
              eq(protectedCases.protectionId, protectionId),
            ),
          );
        await appendAudit(connection, ring, {
          ...by,
          action: 'case.protection_released',
          subject: applicationId,
          detail: { protection: protectionId },
        });
      }),
    keptFrom: (staffId) => driver.read((connection) => keptIds(connection, staffId)),
    ofCase: (applicationId) =>
      driver.read(async (connection) =>
        (await linksOf(connection, { applicationId })).map(({ protectionId }) => protectionId),
      ),
    readersOfCase: (applicationId) =>
      driver.read((connection) => readersOf(connection, applicationId)),
    casesOf: (id) =>
      driver.read(async ({ db, tables: { protectedCases } }) => {
        const rows = await db
          .select({ id: protectedCases.applicationId })
          .from(protectedCases)
          .where(eq(protectedCases.protectionId, id))
          .orderBy(desc(protectedCases.at), protectedCases.applicationId);
        return rows.map((row) => row.id);
      }),
    markedBy: (marks) =>
      driver.read(async (connection) => (await protectionFinder(connection, ring))(marks)),
  };
}
