import type { ColumnKit } from './column-kit.ts';

/** 棚卸し, and figures that are typed in. */
export function inventoryTables({ table, text, integer, time, primaryKey, index }: ColumnKit) {
  /** 棚卸し: every procedure of the town, online or not. */
  const inventoryProcedures = table(
    'inventory_procedures',
    {
      id: text('id').primaryKey(),
      /** The town's own number, as in its list; unique among those that are there. */
      code: text('code').notNull(),
      name: text('name').notNull(),
      section: text('section').notNull(),
      legalBasis: text('legal_basis').notNull(),
      /** JSON: codes of national lists, `59-12`, `31-3`, `26-7`. */
      lists: text('lists').notNull(),
      /** JSON: ids of procedures here. */
      procedureIds: text('procedure_ids').notNull(),
      /** Online elsewhere (a national site, another system): its name; '' = not. */
      onlineElsewhere: text('online_elsewhere').notNull(),
      /** Why it is not online yet; '' = it is, or nobody has said. */
      notOnlineReason: text('not_online_reason').notNull(),
      changedBy: text('changed_by').notNull(),
      changedAt: time('changed_at').notNull(),
      removedAt: time('removed_at'),
    },
    (t) => [index('inventory_procedures_code').on(t.code)],
  );
  const inventoryVolumes = table(
    'inventory_volumes',
    {
      inventoryId: text('inventory_id').notNull(),
      /** 2026 = 令和8年度 */
      fiscalYear: integer('fiscal_year').notNull(),
      /** counter | post | online | other */
      channel: text('channel').notNull(),
      count: integer('count').notNull(),
    },
    (t) => [
      primaryKey({
        name: 'inventory_volumes_pk',
        columns: [t.inventoryId, t.fiscalYear, t.channel],
      }),
    ],
  );
  /** Figures that come from elsewhere, typed in; the newest of an indicator and period counts. */
  const typedFigures = table(
    'typed_figures',
    {
      id: text('id').primaryKey(),
      indicator: text('indicator').notNull(),
      fiscalYear: integer('fiscal_year').notNull(),
      /** Decimal, as it was typed: "12.5". */
      value: text('value').notNull(),
      note: text('note').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [index('typed_figures_indicator').on(t.indicator, t.fiscalYear)],
  );
  return { inventoryProcedures, inventoryVolumes, typedFigures };
}
