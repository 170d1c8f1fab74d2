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
  return { townFiles, townRevision, shortLinks };
}
