import { sqliteKit } from './column-kit.ts';
import { buildSchema } from './schema.ts';

/** SQLite's tables, one export each: that is how drizzle-kit finds them. */
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
} = buildSchema(sqliteKit);
