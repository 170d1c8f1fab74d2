import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';

/** How a town hall decides, protects, hands over and announces. */
export function townHallTables(kit: ColumnKit, applications: ApplicationsTable) {
  return {
    ...decisionTables(kit, applications),
    ...protectionTables(kit, applications),
    ...sealedTables(kit, applications),
    ...webhookTables(kit, applications),
    ...downtimeTables(kit),
  };
}

/** 起案・決裁・代決: a decision goes round before it holds. */
function decisionTables(
  { table, text, integer, time, bytes, index, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  const decisionDrafts = table(
    'decision_drafts',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      /** From 1; what was sent back begins a new one. */
      round: integer('round').notNull(),
      decision: text('decision').notNull(),
      /** Sealed: what the resident will read. */
      body: bytes('body'),
      staffId: text('staff_id').notNull(),
      at: time('at').notNull(),
      /** open | decided | sent_back | taken_back | overtaken | drafter_moved */
      state: text('state').notNull(),
    },
    (t) => [
      primaryKey({ name: 'decision_drafts_pk', columns: [t.applicationId, t.round] }),
      index('decision_drafts_state').on(t.state, t.at),
    ],
  );
  const decisionSignatures = table(
    'decision_signatures',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      round: integer('round').notNull(),
      /** Place in the route, from 1. */
      step: integer('step').notNull(),
      staffId: text('staff_id').notNull(),
      /** 代決: whose place it was; empty when they signed themselves. */
      forStaffId: text('for_staff_id'),
      /** signed | sent_back */
      verdict: text('verdict').notNull(),
      at: time('at').notNull(),
      comment: bytes('comment'),
    },
    (t) => [
      primaryKey({ name: 'decision_signatures_pk', columns: [t.applicationId, t.round, t.step] }),
    ],
  );
  /** JST days, inclusive. Who stands in may sign in their place. */
  const staffAbsences = table(
    'staff_absences',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id').notNull(),
      deputyId: text('deputy_id'),
      fromDay: text('from_day').notNull(),
      toDay: text('to_day').notNull(),
      createdBy: text('created_by').notNull(),
      createdAt: time('created_at').notNull(),
    },
    (t) => [index('staff_absences_staff').on(t.staffId, t.toDay)],
  );
  return { decisionDrafts, decisionSignatures, staffAbsences };
}

/** 支援措置: persons whose address nobody may learn but the named few. */
function protectionTables(
  { table, text, time, bytes, index, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  const protections = table('protections', {
    id: text('id').primaryKey(),
    /** Sealed: name, kana, telephone, and why. */
    person: bytes('person').notNull(),
    fromDay: text('from_day').notNull(),
    /** JST day, inclusive: a protection is renewed every year. */
    toDay: text('to_day').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    endedAt: time('ended_at'),
  });
  /** Blind keys by which later applications of the same person are found. */
  const protectionKeys = table(
    'protection_keys',
    {
      key: text('key').notNull(),
      protectionId: text('protection_id')
        .notNull()
        .references(() => protections.id),
    },
    (t) => [primaryKey({ name: 'protection_keys_pk', columns: [t.key, t.protectionId] })],
  );
  /** The named few. */
  const protectionReaders = table(
    'protection_readers',
    {
      protectionId: text('protection_id')
        .notNull()
        .references(() => protections.id),
      staffId: text('staff_id').notNull(),
    },
    (t) => [
      primaryKey({ name: 'protection_readers_pk', columns: [t.protectionId, t.staffId] }),
      index('protection_readers_staff').on(t.staffId),
    ],
  );
  const protectedCases = table(
    'protected_cases',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      protectionId: text('protection_id')
        .notNull()
        .references(() => protections.id),
      at: time('at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'protected_cases_pk', columns: [t.applicationId, t.protectionId] }),
      index('protected_cases_protection').on(t.protectionId),
    ],
  );
  return { protections, protectionKeys, protectionReaders, protectedCases };
}

function sealedTables(
  { table, text, integer, time, bytes, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** Answers that only the section's own key opens, outside of the portal. */
  const sealedAnswers = table(
    'sealed_answers',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      /** From 1; a later hand-in adds one. */
      seq: integer('seq').notNull(),
      recipient: text('recipient').notNull(),
      body: bytes('body').notNull(),
      at: time('at').notNull(),
    },
    (t) => [primaryKey({ name: 'sealed_answers_pk', columns: [t.applicationId, t.seq] })],
  );
  return { sealedAnswers };
}

function webhookTables(
  { table, text, integer, time, bytes, index }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** Where a system that may be reached from here wants to hear of its cases. */
  const webhooks = table(
    'webhooks',
    {
      id: text('id').primaryKey(),
      tokenId: text('token_id').notNull(),
      url: bytes('url').notNull(),
      secret: bytes('secret').notNull(),
      createdAt: time('created_at').notNull(),
      endedAt: time('ended_at'),
    },
    (t) => [index('webhooks_token').on(t.tokenId)],
  );
  const webhookDeliveries = table(
    'webhook_deliveries',
    {
      id: text('id').primaryKey(),
      webhookId: text('webhook_id')
        .notNull()
        .references(() => webhooks.id),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      /** The audit entry that it tells of. */
      seq: time('seq').notNull(),
      event: text('event').notNull(),
      attempts: integer('attempts').notNull(),
      /** Empty when there is nothing more to do. */
      nextAt: time('next_at'),
      deliveredAt: time('delivered_at'),
      error: text('error'),
    },
    (t) => [
      index('webhook_deliveries_due').on(t.nextAt),
      index('webhook_deliveries_application').on(t.applicationId),
    ],
  );
  return { webhooks, webhookDeliveries };
}

function downtimeTables({ table, text, time }: ColumnKit) {
  /** Announced beforehand, and shown instead of the forms while it lasts. */
  const plannedDowntimes = table('planned_downtimes', {
    id: text('id').primaryKey(),
    fromAt: time('from_at').notNull(),
    untilAt: time('until_at').notNull(),
    /** all | payments */
    scope: text('scope').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    cancelledAt: time('cancelled_at'),
  });
  return { plannedDowntimes };
}
