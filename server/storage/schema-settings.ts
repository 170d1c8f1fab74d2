import type { ColumnKit } from './column-kit.ts';

/** The town's own files as they were changed, and short addresses. */
export function settingTables({ table, text, integer, time, primaryKey, index }: ColumnKit) {
  /** Files of the town's folder that were changed here: municipality.yaml, catalogues, resources … */
  const townFiles = table(
    'town_files',
    {
      /** As in the procedures folder: `catalogues/bulky_items.csv`. */
      path: text('path').notNull(),
      /** 1, 2, 3 … within the path. */
      number: integer('number').notNull(),
      /** Text, or base64 of a picture. */
      content: text('content').notNull(),
      /** published | superseded */
      state: text('state').notNull(),
      /** In words: 「粗大ごみの品目を3件直しました」. */
      note: text('note').notNull(),
      by: text('by').notNull(),
      /** Of what waits: everybody who has a hand in it, as JSON. */
      authors: text('authors').notNull().default('[]'),
      at: time('at').notNull(),
    },
    (t) => [primaryKey({ name: 'town_files_pk', columns: [t.path, t.number] })],
  );
  /** One row: goes up with everything published, so that every process notices. */
  const townRevision = table('town_revision', {
    id: integer('id').primaryKey(),
    revision: integer('revision').notNull(),
  });
  /** Short addresses of procedures (`/p/<code>`), each counted as a source of entries. */
  const shortLinks = table(
    'short_links',
    {
      code: text('code').primaryKey(),
      procedureId: text('procedure_id').notNull(),
      /** poster | site | mail | line | other */
      source: text('source').notNull(),
      /** Where it hangs or stands: 「市民課の窓口」. */
      place: text('place').notNull(),
      madeBy: text('made_by').notNull(),
      madeAt: time('made_at').notNull(),
      endedAt: time('ended_at'),
    },
    (t) => [index('short_links_procedure').on(t.procedureId)],
  );
  /** 封をする鍵: who asked for a section's key to be another one, and what a second person said. */
  const sealingKeyChanges = table(
    'sealing_key_changes',
    {
      section: text('section').notNull(),
      /** 1, 2, 3 … within the section. */
      number: integer('number').notNull(),
      /** The public key; '' takes it away. */
      key: text('key').notNull(),
      /** The key that it is to stand instead of; '' where there is none. */
      before: text('before').notNull(),
      /** asked | confirmed | returned | withdrawn */
      state: text('state').notNull(),
      askedBy: text('asked_by').notNull(),
      askedAt: time('asked_at').notNull(),
      endedBy: text('ended_by'),
      endedAt: time('ended_at'),
      /** Why it was returned. */
      reason: text('reason').notNull(),
    },
    (t) => [primaryKey({ name: 'sealing_key_changes_pk', columns: [t.section, t.number] })],
  );
  return { townFiles, townRevision, shortLinks, sealingKeyChanges };
}
