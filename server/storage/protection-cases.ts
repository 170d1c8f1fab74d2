import { and, desc, eq } from 'drizzle-orm';
import type { ProtectionBy, ProtectionStore } from '../domain/protections/protection-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { protectionFinder } from './protection-keys.ts';
import { keptIds, protectionsOf, readersOf, takeFromOthers } from './protection-readers.ts';

interface Link {
  readonly applicationId: string;
  readonly protectionId: string;
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
      driver.read((connection) => protectionsOf(connection, applicationId)),
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
