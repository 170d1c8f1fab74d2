import type { ColumnKit } from './column-kit.ts';

/** What admins try in the preview of a version, for two hours. */
export function trialTables({ table, text, integer, time, bytes, index }: ColumnKit) {
  const previewTrials = table(
    'preview_trials',
    {
      /** One version in one browser. */
      name: text('name').primaryKey(),
      /** Counts what was changed: of two copies the later one counts. */
      changes: integer('changes').notNull(),
      /** Sealed JSON: its forms, and what was said of their files. */
      content: bytes('content').notNull(),
      until: time('until').notNull(),
    },
    (t) => [index('preview_trials_until').on(t.until)],
  );
  return { previewTrials };
}
