import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { VersionStore } from '../domain/versions/version-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { type Driver, statement } from './connection.ts';
import { parseDetail, toDate } from './row-values.ts';
import { versionEditing } from './version-editing.ts';
import { addVersion, addVersionEvent, headColumns, toHead, toVersion } from './version-rows.ts';
import { versionSteps } from './version-steps.ts';

/** Asked several times around each change in the builder. */
const readVersion = statement('version_by_id', (db, { procedureVersions: table }) =>
  db
    .select()
    .from(table)
    .where(eq(table.id, sql.placeholder('id'))),
);

/** Versions of procedures: drafts, what is published, what was. */
export function createVersionStore(driver: Driver, ring: KeyRing): VersionStore {
  return {
    ...versionEditing(driver),
    ...versionSteps(driver, ring),
    ...publishedVersions(driver),
    begin: (version, audit, event) =>
      driver.write(async (connection) => {
        const made = await addVersion(connection, version, { state: 'draft' });
        const { at, actor } = audit;
        const { origin, basedOn } = version;
        const detail = { origin, ...(basedOn && { based_on: basedOn }) };
        await addVersionEvent(
          connection,
          version.id,
          event ?? { type: 'begun', at, actor, detail },
        );
        await appendAudit(connection, ring, audit);
        return made;
      }),
    find: (id) =>
      driver.read(async (connection) => {
        const [row] = await readVersion(connection, { id });
        return row && toVersion(row);
      }),
    list: ({ procedureId, states } = {}) =>
      driver.read(async ({ db, tables }) => {
        const { procedureVersions: table } = tables;
        const rows = await db
          .select(headColumns(tables))
          .from(table)
          .where(
            and(
              procedureId === undefined ? undefined : eq(table.procedureId, procedureId),
              states && inArray(table.state, [...states]),
            ),
          )
          .orderBy(asc(table.procedureId), desc(table.number));
        return rows.map(toHead);
      }),
    events: (id) =>
      driver.read(async ({ db, tables: { versionEvents: table } }) => {
        const rows = await db
          .select()
          .from(table)
          .where(eq(table.versionId, id))
          .orderBy(asc(table.seq));
        return rows.map(({ type, at, actor, detail }) => ({
          type,
          at: toDate(at),
          actor,
          detail: parseDetail(detail) as Readonly<Record<string, string>>,
        }));
      }),
  };
}

/** What residents are to see. */
function publishedVersions(
  driver: Driver,
): Pick<VersionStore, 'withdrawn' | 'due' | 'townRevision'> {
  return {
    withdrawn: () =>
      driver.read(async ({ db, tables: { procedureVersions: table } }) => {
        const { procedureId, state } = table;
        const rows = await db
          .selectDistinct({ procedureId, state })
          .from(table)
          .where(inArray(state, ['published', 'archived']));
        const online = new Set(
          rows.flatMap((row) => (row.state === 'published' ? row.procedureId : [])),
        );
        return rows.map((row) => row.procedureId).filter((id) => !online.has(id));
      }),
    due: (now) =>
      driver.read(async ({ db, tables: { procedureVersions: table } }) => {
        const rows = await db
          .select()
          .from(table)
          .where(and(eq(table.state, 'scheduled'), lte(table.publishAt, now.getTime())))
          .orderBy(asc(table.publishAt));
        return rows.map(toVersion);
      }),
    townRevision: () =>
      driver.read(async ({ db, tables: { townRevision: table } }) => {
        const [row] = await db.select().from(table).where(eq(table.id, 1));
        return row?.revision ?? 0;
      }),
  };
}
