import { asc, eq, like, or } from 'drizzle-orm';
import type { ChargeStoryStore } from '../domain/payments/charge-story.ts';
import { doubtfulCharges, searchCharges } from './charge-search.ts';
import type { Driver } from './connection.ts';
import { toEntry } from './ledger-rows.ts';
import { toDate } from './row-values.ts';
import { toTillEntry } from './till-rows.ts';

/** Sections may work at charges of their procedures; finance and the auditor see all of them. */
export function createChargeStoryStore(driver: Driver): ChargeStoryStore {
  return {
    search: (query, scope, limit) =>
      driver.read((connection) => searchCharges(connection, query, scope, limit)),
    doubtful: (since, scope, limit) =>
      driver.read((connection) => doubtfulCharges(connection, { since, scope, limit })),
    entries: (chargeId) =>
      driver.read(async ({ db, tables: { ledgerEntries } }) => {
        const rows = await db
          .select()
          .from(ledgerEntries)
          .where(eq(ledgerEntries.chargeId, chargeId))
          .orderBy(asc(ledgerEntries.seq));
        return rows.map(toEntry);
      }),
    tillEntries: (chargeId) =>
      driver.read(async ({ db, tables: { tillEntries } }) => {
        const rows = await db
          .select()
          .from(tillEntries)
          .where(eq(tillEntries.chargeId, chargeId))
          .orderBy(asc(tillEntries.at), asc(tillEntries.id));
        return rows.map(toTillEntry);
      }),
    mails: (applicationId) =>
      driver.read(async ({ db, tables: { outbox } }) => {
        const rows = await db
          .select({ subject: outbox.subject, sentAt: outbox.sentAt, nextAt: outbox.nextAt })
          .from(outbox)
          .where(
            or(like(outbox.id, `${applicationId}.%`), like(outbox.id, `step:${applicationId}:%`)),
          )
          .orderBy(asc(outbox.nextAt), asc(outbox.id));
        return rows.map(({ subject, sentAt, nextAt }) => ({
          subject,
          at: toDate(sentAt ?? nextAt),
          sent: sentAt !== null,
        }));
      }),
  };
}
