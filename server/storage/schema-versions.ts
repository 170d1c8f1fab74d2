import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';

/** Versions of procedures, from the first draft to the archive. */
export function versionTables(kit: ColumnKit) {
  return { ...versionsTable(kit), ...historyTables(kit) };
}

function versionsTable({ table, text, integer, time, ...kit }: ColumnKit) {
  /** A version of a procedure, from the first draft to the archive. */
  const procedureVersions = table(
    'procedure_versions',
    {
      id: text('id').primaryKey(),
      procedureId: text('procedure_id').notNull(),
      /** 1, 2, 3 … within the procedure, in the order in which they were begun. */
      number: integer('number').notNull(),
      /** draft | in_review | approved | scheduled | published | superseded | archived | discarded */
      state: text('state').notNull(),
      /** shipped | blank | file | version: what it was begun from. */
      origin: text('origin').notNull(),
      /** The version that it was begun from; null where it is none of the table. */
      basedOn: text('based_on'),
      title: text('title').notNull(),
      section: text('section').notNull(),
      /** Of its newest edit; 0 = as it was begun. */
      revision: integer('revision').notNull(),
      /** JSON: file name → text. */
      files: text('files').notNull(),
      /** What applications are pinned to (definition_versions.version), once published. */
      hash: text('hash'),
      /** In a sentence, what is new: for the colleague who looks at it. */
      note: text('note').notNull(),
      createdBy: text('created_by').notNull(),
      createdAt: time('created_at').notNull(),
      changedBy: text('changed_by').notNull(),
      changedAt: time('changed_at').notNull(),
      reviewedBy: text('reviewed_by'),
      publishAt: time('publish_at'),
      publishedAt: time('published_at'),
    },
    (t) => [
      kit.uniqueIndex('procedure_versions_number').on(t.procedureId, t.number),
      kit.index('procedure_versions_due').on(t.publishAt).where(sql`state = 'scheduled'`),
    ],
  );
  return { procedureVersions };
}

function historyTables({ table, text, integer, time, bytes, primaryKey }: ColumnKit) {
  /** Every step of editing, so that it can be undone; they go when the version is published. */
  const versionEdits = table(
    'version_edits',
    {
      versionId: text('version_id').notNull(),
      revision: integer('revision').notNull(),
      /** The files before it, deflated JSON. */
      before: bytes('before').notNull(),
      /** In words: 「『電話』を必須にしました」. */
      what: text('what').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [primaryKey({ name: 'version_edits_pk', columns: [t.versionId, t.revision] })],
  );
  /** What happened to a version; only ever added to. */
  const versionEvents = table(
    'version_events',
    {
      versionId: text('version_id').notNull(),
      seq: integer('seq').notNull(),
      type: text('type').notNull(),
      at: time('at').notNull(),
      actor: text('actor').notNull(),
      detail: text('detail').notNull(),
    },
    (t) => [primaryKey({ name: 'version_events_pk', columns: [t.versionId, t.seq] })],
  );
  return { versionEdits, versionEvents };
}
