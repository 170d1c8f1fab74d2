import type { ColumnKit } from './column-kit.ts';

/** 緊急停止, and how far translations can be trusted. */
export function stateTables({ table, text, time, primaryKey }: ColumnKit) {
  /** 緊急停止: nobody can begin or send the procedure, and why. */
  const procedurePauses = table('procedure_pauses', {
    id: text('id').primaryKey(),
    procedureId: text('procedure_id').notNull(),
    /** JSON: locale → text. */
    reason: text('reason').notNull(),
    from: time('from').notNull(),
    until: time('until'),
    by: text('by').notNull(),
    liftedAt: time('lifted_at'),
    liftedBy: text('lifted_by'),
  });
  /** How far a translation can be trusted. A changed Japanese or own text makes a mark void (hashes). */
  const translationMarks = table(
    'translation_marks',
    {
      procedureId: text('procedure_id').notNull(),
      locale: text('locale').notNull(),
      key: text('key').notNull(),
      /** machine | human | reviewed */
      state: text('state').notNull(),
      sourceHash: text('source_hash').notNull(),
      textHash: text('text_hash').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'translation_marks_pk', columns: [t.procedureId, t.locale, t.key] }),
    ],
  );
  return { procedurePauses, translationMarks };
}
