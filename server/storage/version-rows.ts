import { deflateSync, inflateSync } from 'node:zlib';
import { eq, max, sql } from 'drizzle-orm';
import type { DefinitionSources } from '../domain/procedures/procedure.ts';
import type {
  Version,
  VersionEvent,
  VersionHead,
  VersionOrigin,
  VersionState,
} from '../domain/versions/version.ts';
import type { NewVersion } from '../domain/versions/version-store.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['procedureVersions']['$inferSelect'];

/** All columns but the files, which are hundreds of kilobytes. */
export function headColumns({ procedureVersions: table }: Tables) {
  return {
    id: table.id,
    procedureId: table.procedureId,
    number: table.number,
    state: table.state,
    origin: table.origin,
    basedOn: table.basedOn,
    title: table.title,
    section: table.section,
    revision: table.revision,
    hash: table.hash,
    note: table.note,
    createdBy: table.createdBy,
    createdAt: table.createdAt,
    changedBy: table.changedBy,
    changedAt: table.changedAt,
    reviewedBy: table.reviewedBy,
    publishAt: table.publishAt,
    publishedAt: table.publishedAt,
  };
}

export function toHead(row: Omit<Row, 'files'>): VersionHead {
  const { basedOn, hash, reviewedBy, publishAt, publishedAt } = row;
  return {
    id: row.id,
    procedureId: row.procedureId,
    number: row.number,
    state: row.state as VersionState,
    origin: row.origin as VersionOrigin,
    ...(basedOn !== null && { basedOn }),
    title: row.title,
    section: row.section,
    revision: row.revision,
    ...(hash !== null && { hash }),
    note: row.note,
    createdBy: row.createdBy,
    createdAt: toDate(row.createdAt),
    changedBy: row.changedBy,
    changedAt: toDate(row.changedAt),
    ...(reviewedBy !== null && { reviewedBy }),
    ...(publishAt !== null && { publishAt: toDate(publishAt) }),
    ...(publishedAt !== null && { publishedAt: toDate(publishedAt) }),
  };
}

export function toVersion(row: Row): Version {
  return { ...toHead(row), files: JSON.parse(row.files) as DefinitionSources };
}

/** What an edit found, to be put back. */
export interface Before {
  readonly files: DefinitionSources;
  readonly title: string;
  readonly section: string;
}

export const packBefore = ({ files, title, section }: Before): Buffer =>
  deflateSync(JSON.stringify({ files, title, section }));

export const unpackBefore = (bytes: Buffer): Before =>
  JSON.parse(inflateSync(bytes).toString('utf8')) as Before;

/** Numbered behind the procedure's others. */
export async function addVersion(
  { db, tables: { procedureVersions: table } }: Connection,
  version: NewVersion,
  { state, hash = null }: { readonly state: VersionState; readonly hash?: string | null },
): Promise<Version> {
  const [last] = await db
    .select({ number: max(table.number) })
    .from(table)
    .where(eq(table.procedureId, version.procedureId));
  const rows = await db
    .insert(table)
    .values({
      ...version,
      ...{ state, hash },
      number: (last?.number ?? 0) + 1,
      basedOn: version.basedOn ?? null,
      revision: 0,
      files: JSON.stringify(version.files),
      createdAt: version.createdAt.getTime(),
      changedAt: version.changedAt.getTime(),
    })
    .returning();
  return toVersion(rows[0] as Row);
}

export async function addVersionEvent(
  { db, tables: { versionEvents: table } }: Connection,
  versionId: string,
  { type, at, actor, detail }: VersionEvent,
): Promise<void> {
  const [last] = await db
    .select({ seq: max(table.seq) })
    .from(table)
    .where(eq(table.versionId, versionId));
  const seq = (last?.seq ?? 0) + 1;
  const values = { versionId, seq, type, at: at.getTime(), actor, detail: JSON.stringify(detail) };
  await db.insert(table).values(values);
}

/** Something that residents see has changed: every process looks again. */
export async function raiseTownRevision({ db, tables }: Connection): Promise<void> {
  const { townRevision: table } = tables;
  await db
    .insert(table)
    .values({ id: 1, revision: 1 })
    .onConflictDoUpdate({ target: table.id, set: { revision: sql`${table.revision} + 1` } });
}
