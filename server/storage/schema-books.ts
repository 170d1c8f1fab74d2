import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import type { ChargesTable } from './schema-charges.ts';

/** What the treasurer and the auditor read: entries, receipts, payouts, closings, findings. */
export function bookTables(kit: ColumnKit, charges: ChargesTable) {
  return {
    ...ledgerTables(kit, charges),
    ...receiptTables(kit, charges),
    ...payoutTables(kit),
    ...closingTables(kit),
  };
}

function ledgerTables({ table, text, integer, time, index }: ColumnKit, charges: ChargesTable) {
  /** Append-only: one for each line of a charge that money was taken or given back for. */
  const ledgerEntries = table(
    'ledger_entries',
    {
      seq: time('seq').primaryKey(),
      chargeId: text('charge_id')
        .notNull()
        .references(() => charges.id),
      /** taking | refund | refund_undone | dispute | dispute_undone */
      kind: text('kind').notNull(),
      /** The attempt, refund or dispute that moved the money. */
      cause: text('cause').notNull(),
      /** Signed: what was given back is negative. */
      yen: integer('yen').notNull(),
      /** Of it consumption tax. */
      taxYen: integer('tax_yen').notNull(),
      revenueItem: text('revenue_item').notNull(),
      /** current (現年) | arrears (滞納繰越) */
      segment: text('segment').notNull(),
      /** 会計年度 to whose books it belongs (2026 = 令和8年度). */
      fiscalYear: integer('fiscal_year').notNull(),
      /** 収納日, JST day of the entry: never in a closed period. */
      bookedOn: text('booked_on').notNull(),
      /** When the money really moved. */
      occurredAt: time('occurred_at').notNull(),
      method: text('method').notNull(),
      /** online | counter */
      channel: text('channel').notNull(),
      provider: text('provider').notNull(),
      procedureId: text('procedure_id'),
      tillSessionId: text('till_session_id'),
    },
    (t) => [
      index('ledger_entries_day').on(t.bookedOn),
      index('ledger_entries_charge').on(t.chargeId),
    ],
  );
  /** 消込: which entries were handed to the accounting system. */
  const ledgerExports = table('ledger_exports', {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    fromSeq: time('from_seq').notNull(),
    toSeq: time('to_seq').notNull(),
    rows: integer('rows').notNull(),
    yen: integer('yen').notNull(),
    madeBy: text('made_by').notNull(),
    at: time('at').notNull(),
  });
  return { ledgerEntries, ledgerExports };
}

function receiptTables(
  { table, text, integer, time, bytes, uniqueIndex }: ColumnKit,
  charges: ChargesTable,
) {
  const receipts = table(
    'receipts',
    {
      /** 領収書番号: fiscal year and a number without gaps, 2026-000001. */
      number: text('number').primaryKey(),
      chargeId: text('charge_id')
        .notNull()
        .references(() => charges.id),
      /** 0: the first; from 1 on reissues, marked as such. */
      issue: integer('issue').notNull(),
      /** Sealed: 宛名, as entered. */
      payerName: bytes('payer_name').notNull(),
      yen: integer('yen').notNull(),
      lines: text('lines').notNull(),
      issuedBy: text('issued_by').notNull(),
      issuedAt: time('issued_at').notNull(),
    },
    (t) => [uniqueIndex('receipts_issue').on(t.chargeId, t.issue)],
  );
  return { receipts };
}

function payoutTables({ table, text, integer, time, index, primaryKey }: ColumnKit) {
  /** 入金: what a payment company paid to the town. */
  const payouts = table(
    'payouts',
    {
      id: text('id').primaryKey(),
      provider: text('provider').notNull(),
      state: text('state').notNull(),
      arrivesOn: text('arrives_on').notNull(),
      grossYen: integer('gross_yen').notNull(),
      feeYen: integer('fee_yen').notNull(),
      netYen: integer('net_yen').notNull(),
      fetchedAt: time('fetched_at').notNull(),
    },
    (t) => [index('payouts_arrival').on(t.arrivesOn)],
  );
  const payoutLines = table(
    'payout_lines',
    {
      id: text('id').notNull(),
      payoutId: text('payout_id')
        .notNull()
        .references(() => payouts.id),
      /** payment | refund | refund_failure | dispute | dispute_reversal | fee | other */
      kind: text('kind').notNull(),
      /** The attempt, refund or dispute of ours; empty when there is none. */
      cause: text('cause'),
      chargeId: text('charge_id'),
      grossYen: integer('gross_yen').notNull(),
      feeYen: integer('fee_yen').notNull(),
      netYen: integer('net_yen').notNull(),
      at: time('at').notNull(),
      /** Why it does not fit our books; empty when it does. */
      finding: text('finding'),
    },
    (t) => [
      primaryKey({ name: 'payout_lines_pk', columns: [t.payoutId, t.id] }),
      index('payout_lines_cause').on(t.cause),
    ],
  );
  /** How far a company's lists have been read. */
  const providerCursors = table(
    'provider_cursors',
    {
      provider: text('provider').notNull(),
      stream: text('stream').notNull(),
      cursor: text('cursor').notNull(),
      at: time('at').notNull(),
    },
    (t) => [primaryKey({ name: 'provider_cursors_pk', columns: [t.provider, t.stream] })],
  );
  return { payouts, payoutLines, providerCursors };
}

function closingTables({ table, text, time, bytes, index, uniqueIndex }: ColumnKit) {
  const bookClosings = table('book_closings', {
    /** Month `2026-11`, or fiscal year `FY2026`. */
    period: text('period').primaryKey(),
    lastSeq: time('last_seq').notNull(),
    totals: text('totals').notNull(),
    closedBy: text('closed_by').notNull(),
    closedAt: time('closed_at').notNull(),
  });
  /** What does not add up, found by the nightly check. */
  const bookFindings = table(
    'book_findings',
    {
      id: text('id').primaryKey(),
      rule: text('rule').notNull(),
      subject: text('subject').notNull(),
      detail: text('detail').notNull(),
      foundOn: text('found_on').notNull(),
      foundAt: time('found_at').notNull(),
      /** open | explained | gone */
      state: text('state').notNull(),
      settledBy: text('settled_by'),
      settledAt: time('settled_at'),
      note: bytes('note'),
    },
    (t) => [
      uniqueIndex('book_findings_open').on(t.rule, t.subject).where(sql`state = 'open'`),
      index('book_findings_state').on(t.state, t.foundAt),
    ],
  );
  return { bookClosings, bookFindings };
}
