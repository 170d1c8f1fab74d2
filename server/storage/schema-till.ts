import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import type { ChargesTable } from './schema-charges.ts';

/** 窓口のレジ: opened with a float, counted at the end of the day, handed over to the treasurer. */
export function tillTables(
  { table, text, integer, time, bytes, index, uniqueIndex }: ColumnKit,
  charges: ChargesTable,
) {
  const tillSessions = table(
    'till_sessions',
    {
      id: text('id').primaryKey(),
      /** Key of the till in municipality.yaml. */
      till: text('till').notNull(),
      /** JST day. */
      day: text('day').notNull(),
      /** open | counted | handed_over */
      state: text('state').notNull(),
      floatYen: integer('float_yen').notNull(),
      openedBy: text('opened_by').notNull(),
      openedAt: time('opened_at').notNull(),
      /** {"10000": 3, …}: how many of each note and coin. */
      counted: text('counted'),
      countedYen: integer('counted_yen'),
      /** What should have been there, reckoned when it was counted. */
      expectedYen: integer('expected_yen'),
      /** Sealed: why it differs. */
      explanation: bytes('explanation'),
      countedBy: text('counted_by'),
      countedAt: time('counted_at'),
      /** 出納員への引き継ぎ. */
      handedTo: text('handed_to'),
      handedOverAt: time('handed_over_at'),
    },
    (t) => [
      uniqueIndex('till_sessions_open').on(t.till).where(sql`state = 'open'`),
      index('till_sessions_day').on(t.day),
    ],
  );
  const tillEntries = table(
    'till_entries',
    {
      id: text('id').primaryKey(),
      sessionId: text('session_id')
        .notNull()
        .references(() => tillSessions.id),
      /** cash | card_terminal | cash_refund | card_void | cash_added | cash_taken */
      kind: text('kind').notNull(),
      /** What it adds to (or takes out of) the till or the terminal. */
      yen: integer('yen').notNull(),
      chargeId: text('charge_id').references(() => charges.id),
      attemptId: text('attempt_id'),
      refundId: text('refund_id'),
      tenderedYen: integer('tendered_yen'),
      changeYen: integer('change_yen'),
      slipNumber: text('slip_number'),
      actor: text('actor').notNull(),
      at: time('at').notNull(),
    },
    (t) => [
      index('till_entries_session').on(t.sessionId, t.at),
      index('till_entries_charge').on(t.chargeId),
    ],
  );
  return { tillSessions, tillEntries };
}
