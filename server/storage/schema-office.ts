import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';

/**
 * What the office works with. `inbox` and `search_keys` are made from the applications by following
 * the audit log (`projections` says how far), so that sending an application writes nothing for them.
 */
export function officeTables(kit: ColumnKit, applications: ApplicationsTable) {
  return {
    ...inboxTables(kit, applications),
    ...searchTables(kit, applications),
    ...talkTables(kit, applications),
    ...handOverTables(kit, applications),
  };
}

function inboxTables(
  { table, text, integer, time, index, bytes }: ColumnKit,
  applications: ApplicationsTable,
) {
  const inbox = table(
    'inbox',
    {
      applicationId: text('application_id')
        .primaryKey()
        .references(() => applications.id),
      number: text('number').notNull(),
      procedureId: text('procedure_id').notNull(),
      section: text('section').notNull(),
      status: text('status').notNull(),
      locale: text('locale').notNull(),
      /** new | working | returned | payment | documents | resident | closed: the list it stands in. */
      queue: text('queue').notNull(),
      submittedAt: time('submitted_at').notNull(),
      /** JST day by which the town wants to have decided; moved on while the resident is awaited. */
      dueOn: text('due_on'),
      /** 1 = a document that may follow is still missing. */
      awaitsDocuments: integer('awaits_documents').notNull(),
      assigneeId: text('assignee_id'),
      /** Sealed: the name that the list shows. */
      applicant: bytes('applicant'),
      /** Last message of the resident that nobody has read; empty when there is none. */
      unreadAt: time('unread_at'),
    },
    (t) => [
      index('inbox_queue').on(t.section, t.queue, t.dueOn, t.applicationId),
      index('inbox_assignee')
        .on(t.assigneeId, t.queue, t.dueOn, t.applicationId)
        .where(sql`assignee_id is not null`),
      index('inbox_submitted').on(t.section, t.submittedAt, t.applicationId),
      index('inbox_number').on(t.number),
      // A rare procedure among a section's closed cases.
      index('inbox_procedure').on(t.procedureId, t.submittedAt, t.applicationId),
    ],
  );
  return { inbox };
}

function searchTables(
  { table, text, time, index, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** Blind index: keyed hashes of normalised names, kana, telephone numbers. */
  const searchKeys = table(
    'search_keys',
    {
      key: text('key').notNull(),
      applicationId: text('application_id').notNull(),
      kind: text('kind').notNull(),
    },
    (t) => [
      primaryKey({ name: 'search_keys_pk', columns: [t.key, t.applicationId] }),
      index('search_keys_application').on(t.applicationId),
    ],
  );
  const projections = table('projections', {
    name: text('name').primaryKey(),
    /** Sequence number of the last audit entry that was followed. */
    seq: time('seq').notNull(),
  });
  const assignments = table('assignments', {
    applicationId: text('application_id')
      .primaryKey()
      .references(() => applications.id),
    staffId: text('staff_id').notNull(),
    at: time('at').notNull(),
  });
  const savedViews = table(
    'saved_views',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id').notNull(),
      name: text('name').notNull(),
      /** The list's address behind the question mark. */
      query: text('query').notNull(),
      createdAt: time('created_at').notNull(),
    },
    (t) => [index('saved_views_staff').on(t.staffId)],
  );
  return { searchKeys, projections, assignments, savedViews };
}

function talkTables(
  { table, text, time, bytes, index }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** Between the town and the resident, both ways. */
  const messages = table(
    'messages',
    {
      id: text('id').primaryKey(),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      /** town | resident */
      author: text('author').notNull(),
      staffId: text('staff_id'),
      at: time('at').notNull(),
      /** Prepared sentence's key, if it is one. */
      sentence: text('sentence'),
      body: bytes('body').notNull(),
      readAt: time('read_at'),
    },
    (t) => [index('messages_application').on(t.applicationId, t.at)],
  );
  /** Staff to staff; residents never see them. */
  const staffNotes = table(
    'staff_notes',
    {
      id: text('id').primaryKey(),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      staffId: text('staff_id').notNull(),
      at: time('at').notNull(),
      body: bytes('body').notNull(),
    },
    (t) => [index('staff_notes_application').on(t.applicationId, t.at)],
  );
  return { messages, staffNotes };
}

function handOverTables(
  { table, text, integer, time, index, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** A system of the inner network that fetches cases. */
  const apiTokens = table(
    'api_tokens',
    {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      hash: text('hash').notNull(),
      /** JSON list of procedure ids; empty = all of `section`. */
      procedures: text('procedures').notNull(),
      section: text('section').notNull(),
      createdAt: time('created_at').notNull(),
      endsAt: time('ends_at'),
      revokedAt: time('revoked_at'),
      lastUsedAt: time('last_used_at'),
    },
    (t) => [index('api_tokens_hash').on(t.hash)],
  );
  /** What a system has said that it has. */
  const acknowledgements = table(
    'acknowledgements',
    {
      tokenId: text('token_id').notNull(),
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      /** The version of the case that it has: number of its timeline entries. */
      seq: integer('seq').notNull(),
      at: time('at').notNull(),
      reference: text('reference'),
    },
    (t) => [primaryKey({ name: 'acknowledgements_pk', columns: [t.tokenId, t.applicationId] })],
  );
  /** 文書番号: the last one given, by section and fiscal year. */
  const documentNumbers = table(
    'document_numbers',
    {
      section: text('section').notNull(),
      fiscalYear: integer('fiscal_year').notNull(),
      last: integer('last').notNull(),
    },
    (t) => [primaryKey({ name: 'document_numbers_pk', columns: [t.section, t.fiscalYear] })],
  );
  /** Not to be deleted although its time is over: a dispute, an audit. */
  const retentionHolds = table('retention_holds', {
    applicationId: text('application_id')
      .primaryKey()
      .references(() => applications.id),
    staffId: text('staff_id').notNull(),
    reason: text('reason').notNull(),
    at: time('at').notNull(),
  });
  return { apiTokens, acknowledgements, documentNumbers, retentionHolds };
}
