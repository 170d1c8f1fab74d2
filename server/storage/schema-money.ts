import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';

/** Charges with their append-only events, and the sandbox provider's own books. */
export function moneyTables(kit: ColumnKit, applications: ApplicationsTable) {
  return { ...chargeTables(kit, applications), ...sandboxTables(kit) };
}

function chargeTables(
  { table, text, integer, time, index, uniqueIndex, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  const charges = table(
    'charges',
    {
      id: text('id').primaryKey(),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      kind: text('kind').notNull(),
      yen: integer('yen').notNull(),
      lines: text('lines').notNull(),
      state: text('state').notNull(),
      refundYen: integer('refund_yen').notNull(),
      payBy: time('pay_by').notNull(),
      method: text('method'),
      createdAt: time('created_at').notNull(),
      paidAt: time('paid_at'),
      touchedAt: time('touched_at').notNull(),
    },
    (t) => [
      index('charges_application').on(t.applicationId),
      // One that can be paid, or has been; what expired or was given back lets another one follow.
      uniqueIndex('charges_living')
        .on(t.applicationId, t.kind)
        .where(sql`state in ('open', 'started', 'pending', 'unknown', 'paid')`),
      index('charges_state').on(t.state, t.touchedAt),
    ],
  );
  const chargeEvents = table(
    'charge_events',
    {
      chargeId: text('charge_id')
        .notNull()
        .references(() => charges.id),
      seq: integer('seq').notNull(),
      type: text('type').notNull(),
      at: time('at').notNull(),
      attemptId: text('attempt_id'),
      providerEventId: text('provider_event_id'),
      detail: text('detail').notNull(),
    },
    (t) => [
      primaryKey({ name: 'charge_events_pk', columns: [t.chargeId, t.seq] }),
      // Both databases let any number of NULLs into a unique index.
      uniqueIndex('charge_events_provider_event').on(t.providerEventId),
    ],
  );
  const paymentAttempts = table(
    'payment_attempts',
    {
      id: text('id').primaryKey(),
      chargeId: text('charge_id')
        .notNull()
        .references(() => charges.id),
      provider: text('provider').notNull(),
      providerRef: text('provider_ref'),
      method: text('method'),
      url: text('url'),
      createdAt: time('created_at').notNull(),
    },
    (t) => [
      uniqueIndex('payment_attempts_ref').on(t.provider, t.providerRef),
      index('payment_attempts_charge').on(t.chargeId),
    ],
  );
  return { charges, chargeEvents, paymentAttempts };
}

function sandboxTables({ table, text, integer, time, index, uniqueIndex }: ColumnKit) {
  const sandboxSessions = table(
    'sandbox_sessions',
    {
      ref: text('ref').primaryKey(),
      attemptId: text('attempt_id').notNull(),
      yen: integer('yen').notNull(),
      description: text('description').notNull(),
      locale: text('locale').notNull(),
      returnUrl: text('return_url').notNull(),
      cancelUrl: text('cancel_url').notNull(),
      payBy: time('pay_by').notNull(),
      status: text('status').notNull(),
      method: text('method'),
      paidAt: time('paid_at'),
    },
    (t) => [uniqueIndex('sandbox_sessions_attempt').on(t.attemptId)],
  );
  const sandboxNotices = table(
    'sandbox_notices',
    {
      id: text('id').primaryKey(),
      eventId: text('event_id').notNull(),
      ref: text('ref').notNull(),
      payload: text('payload').notNull(),
      sendAt: time('send_at').notNull(),
      attempts: integer('attempts').notNull(),
    },
    (t) => [index('sandbox_notices_due').on(t.sendAt)],
  );
  return { sandboxSessions, sandboxNotices };
}
