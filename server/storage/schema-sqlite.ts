import { sqliteKit } from './column-kit.ts';
import { buildSchema } from './schema.ts';

/** SQLite's tables, one export each: that is how drizzle-kit finds them. */
export const {
  accessGrants,
  applicationEvents,
  applications,
  auditEntries,
  auditHead,
  bookings,
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
