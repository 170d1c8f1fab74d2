import { postgresKit } from './column-kit.ts';
import { buildSchema } from './schema.ts';

/**
 * PostgreSQL's tables, one export each: that is how drizzle-kit finds them. Typed as SQLite's, which
 * the shared stores are written against.
 */
export const {
  accessGrants,
  acknowledgements,
  apiTokens,
  applicationEvents,
  applications,
  assignments,
  attachments,
  auditEntries,
  auditHead,
  bookings,
  caseNotes,
  caseSubmissions,
  chargeEvents,
  charges,
  definitionVersions,
  documentNumbers,
  drafts,
  inbox,
  journeys,
  messages,
  outbox,
  passkeys,
  paymentAttempts,
  projections,
  retentionHolds,
  sandboxNotices,
  sandboxSessions,
  savedViews,
  searchKeys,
  slotClaims,
  staff,
  staffNotes,
  staffRoles,
  staffSessions,
} = buildSchema(postgresKit);
