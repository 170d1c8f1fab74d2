import { postgresKit } from './column-kit.ts';
import { buildSchema } from './schema.ts';

/**
 * PostgreSQL's tables, one export each: that is how drizzle-kit finds them. Typed as SQLite's, which
 * the shared stores are written against.
 */
export const {
  accessGrants,
  applicationEvents,
  applications,
  attachments,
  auditEntries,
  auditHead,
  bookings,
  caseNotes,
  caseSubmissions,
  chargeEvents,
  charges,
  definitionVersions,
  drafts,
  journeys,
  outbox,
  paymentAttempts,
  sandboxNotices,
  sandboxSessions,
  slotClaims,
} = buildSchema(postgresKit);
