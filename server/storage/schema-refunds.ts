import type { ColumnKit } from './column-kit.ts';
import type { ChargesTable } from './schema-charges.ts';

/** Money that goes back: what the town gives, and what a card company takes. */
export function refundTables(kit: ColumnKit, charges: ChargesTable) {
  return { ...ownRefunds(kit, charges), ...disputeTables(kit, charges) };
}

function ownRefunds(
  { table, text, integer, time, bytes, index, uniqueIndex, primaryKey }: ColumnKit,
  charges: ChargesTable,
) {
  const refunds = table(
    'refunds',
    {
      id: text('id').primaryKey(),
      chargeId: text('charge_id')
        .notNull()
        .references(() => charges.id),
      /** Whose money goes back: the attempt that brought it. */
      attemptId: text('attempt_id'),
      yen: integer('yen').notNull(),
      /** withdrawn | paid_twice | paid_too_late | changed | overpaid | mistake */
      reason: text('reason').notNull(),
      /** provider (the way it came) | cash | bank_transfer */
      way: text('way').notNull(),
      state: text('state').notNull(),
      provider: text('provider'),
      providerRef: text('provider_ref'),
      /** Sealed: name and account, where it is paid out by the town. */
      payee: bytes('payee'),
      /** JST day by which it is to be given back. */
      giveBackBy: text('give_back_by'),
      askedBy: text('asked_by').notNull(),
      approvedBy: text('approved_by'),
      createdAt: time('created_at').notNull(),
      touchedAt: time('touched_at').notNull(),
      endedAt: time('ended_at'),
    },
    (t) => [
      index('refunds_charge').on(t.chargeId),
      index('refunds_state').on(t.state, t.touchedAt),
      uniqueIndex('refunds_ref').on(t.provider, t.providerRef),
    ],
  );
  const refundEvents = table(
    'refund_events',
    {
      refundId: text('refund_id')
        .notNull()
        .references(() => refunds.id),
      seq: integer('seq').notNull(),
      type: text('type').notNull(),
      at: time('at').notNull(),
      actor: text('actor').notNull(),
      providerEventId: text('provider_event_id'),
      detail: text('detail').notNull(),
    },
    (t) => [
      primaryKey({ name: 'refund_events_pk', columns: [t.refundId, t.seq] }),
      uniqueIndex('refund_events_provider_event').on(t.providerEventId),
    ],
  );
  return { refunds, refundEvents };
}

function disputeTables(
  { table, text, integer, time, index, uniqueIndex, primaryKey }: ColumnKit,
  charges: ChargesTable,
) {
  /** A card holder says "that was not me": the company takes the money back and asks. */
  const disputes = table(
    'disputes',
    {
      id: text('id').primaryKey(),
      chargeId: text('charge_id')
        .notNull()
        .references(() => charges.id),
      attemptId: text('attempt_id'),
      provider: text('provider').notNull(),
      providerRef: text('provider_ref').notNull(),
      yen: integer('yen').notNull(),
      reason: text('reason').notNull(),
      state: text('state').notNull(),
      respondBy: time('respond_by'),
      openedAt: time('opened_at').notNull(),
      touchedAt: time('touched_at').notNull(),
      endedAt: time('ended_at'),
    },
    (t) => [
      uniqueIndex('disputes_ref').on(t.provider, t.providerRef),
      index('disputes_charge').on(t.chargeId),
      index('disputes_state').on(t.state, t.touchedAt),
    ],
  );
  const disputeEvents = table(
    'dispute_events',
    {
      disputeId: text('dispute_id')
        .notNull()
        .references(() => disputes.id),
      seq: integer('seq').notNull(),
      type: text('type').notNull(),
      at: time('at').notNull(),
      providerEventId: text('provider_event_id'),
      detail: text('detail').notNull(),
    },
    (t) => [
      primaryKey({ name: 'dispute_events_pk', columns: [t.disputeId, t.seq] }),
      uniqueIndex('dispute_events_provider_event').on(t.providerEventId),
    ],
  );
  return { disputes, disputeEvents };
}
