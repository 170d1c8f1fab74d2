import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';

export function applicationsTable({
  table,
  text,
  integer,
  time,
  bytes,
  index,
  uniqueIndex,
}: ColumnKit) {
  return table(
    'applications',
    {
      /** The draft's, and its journey's: that makes sending it twice impossible. */
      id: text('id').primaryKey(),
      number: text('number').notNull(),
      procedureId: text('procedure_id').notNull(),
      version: text('version').notNull(),
      countsAs: text('counts_as').notNull(),
      channel: text('channel').notNull(),
      locale: text('locale').notNull(),
      status: text('status').notNull(),
      answers: bytes('answers').notNull(),
      /** 個人番号, sealed by itself: whoever reads an application does not open it. */
      individualNumbers: bytes('individual_numbers'),
      feeYen: integer('fee_yen').notNull(),
      startedAt: time('started_at').notNull(),
      submittedAt: time('submitted_at').notNull(),
      receivedAt: time('received_at'),
      closedAt: time('closed_at'),
      /** JST day from which its reminder is due; empty when there is none (any more). */
      remindOn: text('remind_on'),
      codeKey: text('code_key').notNull(),
      codeMac: text('code_mac').notNull(),
      linkHash: text('link_hash').notNull(),
      /** Code and link for showing again; emptied when their time is over. */
      secrets: bytes('secrets'),
      secretsUntil: time('secrets_until'),
    },
    (t) => [
      uniqueIndex('applications_number').on(t.number),
      index('applications_received').on(t.receivedAt),
      index('applications_remind').on(t.remindOn).where(sql`remind_on is not null`),
    ],
  );
}

export type ApplicationsTable = ReturnType<typeof applicationsTable>;

/** Timeline, and who may see it. */
export function applicationTables(
  { table, text, integer, time, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  const applicationEvents = table(
    'application_events',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      seq: integer('seq').notNull(),
      type: text('type').notNull(),
      at: time('at').notNull(),
      actor: text('actor').notNull(),
      detail: text('detail').notNull(),
    },
    (t) => [primaryKey({ name: 'application_events_pk', columns: [t.applicationId, t.seq] })],
  );
  const accessGrants = table(
    'access_grants',
    {
      sessionHash: text('session_hash').notNull(),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      expiresAt: time('expires_at').notNull(),
    },
    (t) => [primaryKey({ name: 'access_grants_pk', columns: [t.sessionHash, t.applicationId] })],
  );
  return { applicationEvents, accessGrants };
}

/** What an application has booked. */
export function bookingTables(
  { table, text, integer, time, index, uniqueIndex, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  const bookings = table(
    'bookings',
    {
      id: text('id').primaryKey(),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      resource: text('resource').notNull(),
      day: text('day').notNull(),
      slots: text('slots').notNull(),
      /** What it occupies (atom, slot, capacity), so that a lapsed one can try again. */
      claims: text('claims').notNull(),
      state: text('state').notNull(),
      holdUntil: time('hold_until'),
    },
    (t) => [
      uniqueIndex('bookings_application').on(t.applicationId),
      index('bookings_waiting').on(t.resource, t.day).where(sql`state = 'waiting'`),
    ],
  );
  /** One row is one seat; its primary key is what makes selling it twice impossible. Freed = deleted. */
  const slotClaims = table(
    'slot_claims',
    {
      atom: text('atom').notNull(),
      day: text('day').notNull(),
      slot: text('slot').notNull(),
      seat: integer('seat').notNull(),
      bookingId: text('booking_id')
        .notNull()
        .references(() => bookings.id),
    },
    (t) => [primaryKey({ name: 'slot_claims_pk', columns: [t.atom, t.day, t.slot, t.seat] })],
  );
  return { bookings, slotClaims };
}
