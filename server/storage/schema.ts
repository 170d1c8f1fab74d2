import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import { adminTables } from './schema-admin.ts';
import { applicationsTable, applicationTables, bookingTables } from './schema-applications.ts';
import { caseTables } from './schema-cases.ts';
import { counterTables } from './schema-counter.ts';
import { moneyTables } from './schema-money.ts';
import { officeTables } from './schema-office.ts';
import { staffTables } from './schema-staff.ts';
import { townHallTables } from './schema-town-hall.ts';

/**
 * Every table, once for both databases. Moments are milliseconds since 1970, days and months JST
 * texts, lists and details JSON texts, anything personal sealed bytes.
 */
export function buildSchema(kit: ColumnKit) {
  const applications = applicationsTable(kit);
  return {
    ...draftTables(kit),
    applications,
    ...applicationTables(kit, applications),
    ...bookingTables(kit, applications),
    ...caseTables(kit, applications),
    ...moneyTables(kit, applications),
    ...recordTables(kit),
    ...staffTables(kit),
    ...officeTables(kit, applications),
    ...townHallTables(kit, applications),
    ...counterTables(kit, applications),
    ...adminTables(kit),
  };
}

export type Tables = ReturnType<typeof buildSchema>;

function draftTables({ table, text, integer, time, bytes, index }: ColumnKit) {
  /** One row per start, kept when the draft goes; the application has the same id. */
  const journeys = table(
    'journeys',
    {
      id: text('id').primaryKey(),
      procedureId: text('procedure_id').notNull(),
      version: text('version').notNull(),
      channel: text('channel').notNull(),
      locale: text('locale').notNull(),
      startedAt: time('started_at').notNull(),
      /** Where it was entered from: poster | site | mail | line | search | guide | …; null = not known. */
      source: text('source'),
      /** phone | tablet | desktop, as the browser calls itself; null = not known. */
      device: text('device'),
    },
    (t) => [index('journeys_started').on(t.startedAt)],
  );
  const drafts = table(
    'drafts',
    {
      id: text('id').primaryKey(),
      procedureId: text('procedure_id').notNull(),
      version: text('version').notNull(),
      channel: text('channel').notNull(),
      locale: text('locale').notNull(),
      sessionHash: text('session_hash'),
      resumeHash: text('resume_hash'),
      revision: integer('revision').notNull(),
      answers: bytes('answers').notNull(),
      pending: bytes('pending'),
      /** 個人番号, each sealed by itself: of the answers, and of what was typed and not sent. */
      individualNumbers: bytes('individual_numbers'),
      pendingNumbers: bytes('pending_numbers'),
      startedAt: time('started_at').notNull(),
      updatedAt: time('updated_at').notNull(),
      expiresAt: time('expires_at').notNull(),
      /** Of a correction or phase: the case, and `correction` or `phase:<id>`. */
      caseId: text('case_id'),
      caseKind: text('case_kind'),
      /** Of one that was sent: until then its session may look at the application (access-grants.ts). */
      grantedUntil: time('granted_until'),
    },
    (t) => [
      index('drafts_case').on(t.caseId).where(sql`case_id is not null`),
      // No index holds what a save changes: saving a page then writes one page of the file.
      index('drafts_session').on(t.sessionHash),
      index('drafts_resume').on(t.resumeHash).where(sql`resume_hash is not null`),
    ],
  );
  return { journeys, drafts };
}

function recordTables({ table, text, integer, time, bytes, index, primaryKey }: ColumnKit) {
  const definitionVersions = table(
    'definition_versions',
    {
      procedureId: text('procedure_id').notNull(),
      version: text('version').notNull(),
      sources: text('sources').notNull(),
      publishedAt: time('published_at').notNull(),
    },
    (t) => [primaryKey({ name: 'definition_versions_pk', columns: [t.procedureId, t.version] })],
  );
  const outbox = table(
    'outbox',
    {
      id: text('id').primaryKey(),
      recipient: bytes('recipient').notNull(),
      subject: text('subject').notNull(),
      body: bytes('body').notNull(),
      locale: text('locale').notNull(),
      attempts: integer('attempts').notNull(),
      nextAt: time('next_at').notNull(),
      sentAt: time('sent_at'),
      error: text('error'),
    },
    (t) => [index('outbox_due').on(t.sentAt, t.nextAt)],
  );
  const auditEntries = table('audit_entries', {
    seq: time('seq').primaryKey(),
    at: time('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    detail: text('detail').notNull(),
    keyId: text('key_id').notNull(),
    hash: text('hash').notNull(),
  });
  /** One row: where the chain ends, so that a removed last entry shows too. */
  const auditHead = table('audit_head', {
    id: integer('id').primaryKey(),
    seq: time('seq').notNull(),
    keyId: text('key_id').notNull(),
    hash: text('hash').notNull(),
    mac: text('mac').notNull(),
  });
  return { definitionVersions, outbox, auditEntries, auditHead };
}
