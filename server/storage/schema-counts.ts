import type { ColumnKit } from './column-kit.ts';

/** Sums that figures are made of. */
export function countTables({ table, text, integer, time, primaryKey }: ColumnKit) {
  /** Sums that pages of figures are made of, kept up as things happen and recounted at night. */
  const indicatorCounts = table(
    'indicator_counts',
    {
      /** JST month YYYY-MM. */
      month: text('month').notNull(),
      /** started | received | completed | … */
      measure: text('measure').notNull(),
      procedureId: text('procedure_id').notNull(),
      channel: text('channel').notNull(),
      locale: text('locale').notNull(),
      /** One further property, `<name>:<value>` (device, source, reason …), or ''. */
      slice: text('slice').notNull(),
      count: integer('count').notNull(),
      /** Of what is added up besides (seconds, yen); 0 where nothing is. */
      total: integer('total').notNull(),
    },
    (t) => [
      primaryKey({
        name: 'indicator_counts_pk',
        columns: [t.month, t.measure, t.procedureId, t.channel, t.locale, t.slice],
      }),
    ],
  );
  /** What happens on a form's pages: no person, no session, only counts. */
  const formCounts = table(
    'form_counts',
    {
      month: text('month').notNull(),
      procedureId: text('procedure_id').notNull(),
      /** page_reached | page_passed | page_refused | field_refused | page_time | … */
      measure: text('measure').notNull(),
      /** Page, or `page/field/code`. */
      key: text('key').notNull(),
      /** '' or `<name>:<value>`: locale, device, source, time (a band of seconds). */
      slice: text('slice').notNull(),
      count: integer('count').notNull(),
    },
    (t) => [
      primaryKey({
        name: 'form_counts_pk',
        columns: [t.month, t.procedureId, t.measure, t.key, t.slice],
      }),
    ],
  );
  /** Each night's recount: how many sums were compared, and which did not agree. */
  const indicatorRecounts = table('indicator_recounts', {
    id: text('id').primaryKey(),
    at: time('at').notNull(),
    compared: integer('compared').notNull(),
    /** JSON. */
    differences: text('differences').notNull(),
  });
  return { indicatorCounts, formCounts, indicatorRecounts };
}
