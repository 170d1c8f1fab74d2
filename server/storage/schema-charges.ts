import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';
import type { BillsTable } from './schema-bills.ts';

/** What is owed, with everything that was told about it. */
export function chargeTables(
  { table, text, integer, time, bytes, index, uniqueIndex }: ColumnKit,
  applications: ApplicationsTable,
  bills: BillsTable,
) {
  const charges = table(
    'charges',
    {
      id: text('id').primaryKey(),
      /** What it is owed for: an application or a bill, never both. */
      applicationId: text('application_id').references(() => applications.id),
      billId: text('bill_id').references(() => bills.id),
      /** fee | difference | bill */
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
      /** Sealed: who pays, as typed by the payer of a bill. */
      payerName: bytes('payer_name'),
    },
    (t) => [
      index('charges_application').on(t.applicationId),
      index('charges_bill').on(t.billId).where(sql`bill_id is not null`),
      // One that can be paid, or has been; what expired or was given back lets another one follow.
      uniqueIndex('charges_living')
        .on(t.applicationId, t.kind)
        .where(sql`state in ('open', 'started', 'pending', 'unknown', 'paid')`),
      uniqueIndex('charges_living_bill')
        .on(t.billId)
        .where(
          sql`bill_id is not null and state in ('open', 'started', 'pending', 'unknown', 'paid')`,
        ),
      index('charges_state').on(t.state, t.touchedAt),
    ],
  );
  return { charges };
}

export type ChargesTable = ReturnType<typeof chargeTables>['charges'];

/** Append-only: what was told about a charge, and every visit at a payment company. */
export function chargeStoryTables(
  { table, text, integer, time, index, uniqueIndex, primaryKey }: ColumnKit,
  charges: ChargesTable,
) {
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
  return { chargeEvents, paymentAttempts };
}
