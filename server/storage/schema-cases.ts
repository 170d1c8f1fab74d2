import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';

/** What belongs to a case besides its answers: files, what staff wrote, everything handed in. */
export function caseTables(
  { table, text, integer, time, bytes, index, primaryKey }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** The contents lie sealed in files of their own. The owner is a draft, later its application. */
  const attachments = table(
    'attachments',
    {
      id: text('id').primaryKey(),
      ownerId: text('owner_id').notNull(),
      key: text('key').notNull(),
      name: bytes('name').notNull(),
      type: text('type').notNull(),
      size: integer('size').notNull(),
      sha256: text('sha256').notNull(),
      takenAt: text('taken_at'),
      receivedAt: time('received_at').notNull(),
    },
    (t) => [index('attachments_owner').on(t.ownerId)],
  );
  /** A note belongs to the timeline entry with the same `seq`. */
  const caseNotes = table(
    'case_notes',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      seq: integer('seq').notNull(),
      note: bytes('note').notNull(),
    },
    (t) => [primaryKey({ name: 'case_notes_pk', columns: [t.applicationId, t.seq] })],
  );
  /** Answers as they were before each later hand-in; the newest ones stand in `applications`. */
  const caseSubmissions = table(
    'case_submissions',
    {
      applicationId: text('application_id')
        .notNull()
        .references(() => applications.id),
      seq: integer('seq').notNull(),
      /** The draft that it was, so that sending it twice is found out. */
      draftId: text('draft_id').notNull(),
      kind: text('kind').notNull(),
      at: time('at').notNull(),
      before: bytes('before').notNull(),
    },
    (t) => [
      primaryKey({ name: 'case_submissions_pk', columns: [t.applicationId, t.seq] }),
      index('case_submissions_draft').on(t.draftId),
    ],
  );
  return { attachments, caseNotes, caseSubmissions };
}
