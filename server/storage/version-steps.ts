import { and, eq, inArray, ne } from 'drizzle-orm';
import type { VersionStep, VersionStore } from '../domain/versions/version-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toMs } from './row-values.ts';
import { addVersion, addVersionEvent, raiseTownRevision } from './version-rows.ts';

/** @returns false when it is in another state, or was changed since somebody looked at it */
async function move(
  connection: Connection,
  ring: KeyRing,
  { id, from, to, revision, event, audit, reviewedBy, note, publishAt }: VersionStep,
): Promise<boolean> {
  const { db, tables } = connection;
  const { procedureVersions: table } = tables;
  const [row] = await db
    .select({ state: table.state, revision: table.revision })
    .from(table)
    .where(eq(table.id, id));
  const isSeen = revision === undefined || revision === row?.revision;
  if (row?.state !== from || !isSeen) return false;
  await db
    .update(table)
    .set({
      state: to,
      ...(reviewedBy !== undefined && { reviewedBy }),
      ...(note !== undefined && { note }),
      // What is edited anew has to be looked at anew.
      ...(to === 'draft' && { reviewedBy: null }),
      ...(publishAt !== undefined && { publishAt: toMs(publishAt) }),
    })
    .where(eq(table.id, id));
  await addVersionEvent(connection, id, event);
  await appendAudit(connection, ring, audit);
  return true;
}

/** What stood there until now is an old version. */
async function supersede(connection: Connection, procedureId: string, by: VersionStep) {
  const { db, tables } = connection;
  const { procedureVersions: table } = tables;
  const before = await db
    .select({ id: table.id })
    .from(table)
    .where(
      and(eq(table.procedureId, procedureId), eq(table.state, 'published'), ne(table.id, by.id)),
    );
  for (const { id } of before) {
    await db.update(table).set({ state: 'superseded' }).where(eq(table.id, id));
    const { at, actor } = by.event;
    await addVersionEvent(connection, id, { type: 'superseded', at, actor, detail: { by: by.id } });
  }
}

/** Steps of a version's life. */
export function versionSteps(
  driver: Driver,
  ring: KeyRing,
): Pick<VersionStore, 'step' | 'publish' | 'retire'> {
  return {
    step: (step) =>
      driver.write(async (connection) => {
        if (!(await move(connection, ring, step))) return false;
        // A procedure has left the site.
        if (step.from === 'published' || step.to === 'archived') {
          await raiseTownRevision(connection);
        }
        return true;
      }),
    retire: ({ hash, sources, ...version }, event, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { procedureVersions: table, definitionVersions } = tables;
        const { procedureId } = version;
        const ownState = inArray(table.state, ['published', 'archived']);
        const stands = await db
          .select({ id: table.id })
          .from(table)
          .where(and(eq(table.procedureId, procedureId), ownState));
        if (stands.length > 0) return undefined;
        const made = await addVersion(connection, version, { state: 'archived', hash });
        const kept = { procedureId, version: hash, sources: JSON.stringify(sources) };
        await db
          .insert(definitionVersions)
          .values({ ...kept, publishedAt: event.at.getTime() })
          .onConflictDoNothing();
        await addVersionEvent(connection, made.id, event);
        await appendAudit(connection, ring, audit);
        await raiseTownRevision(connection);
        return made;
      }),
    publish: (step) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { procedureVersions: table, versionEdits, definitionVersions } = tables;
        if (!(await move(connection, ring, step))) return false;
        const publishedAt = step.event.at.getTime();
        const { id, hash } = step;
        const [row] = await db
          .update(table)
          .set({ hash, publishedAt, publishAt: null })
          .where(eq(table.id, id))
          .returning({ procedureId: table.procedureId });
        const procedureId = row?.procedureId ?? '';
        await supersede(connection, procedureId, step);
        const sources = JSON.stringify(step.sources);
        await db
          .insert(definitionVersions)
          .values({ procedureId, version: hash, sources, publishedAt })
          .onConflictDoNothing();
        await db.delete(versionEdits).where(eq(versionEdits.versionId, id));
        await raiseTownRevision(connection);
        return true;
      }),
  };
}
