import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';
import { billTables } from './schema-bills.ts';
import { bookTables } from './schema-books.ts';
import { chargeStoryTables, chargeTables } from './schema-charges.ts';
import { refundTables } from './schema-refunds.ts';
import { tillTables } from './schema-till.ts';

/** Charges with their append-only events, all that hangs on them, and the sandbox provider's own books. */
export function moneyTables(kit: ColumnKit, applications: ApplicationsTable) {
  const bills = billTables(kit);
  const charges = chargeTables(kit, applications, bills.bills);
  return {
    ...bills,
    ...charges,
    ...chargeStoryTables(kit, charges.charges),
    ...refundTables(kit, charges.charges),
    ...tillTables(kit, charges.charges),
    ...bookTables(kit, charges.charges),
    ...sandboxTables(kit),
  };
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
  const sandboxRefunds = table(
    'sandbox_refunds',
    {
      ref: text('ref').primaryKey(),
      /** The refund's id with us: asked twice, it is one. */
      refundId: text('refund_id').notNull(),
      sessionRef: text('session_ref').notNull(),
      yen: integer('yen').notNull(),
      status: text('status').notNull(),
      createdAt: time('created_at').notNull(),
    },
    (t) => [uniqueIndex('sandbox_refunds_refund').on(t.refundId)],
  );
  return { sandboxSessions, sandboxNotices, sandboxRefunds };
}
