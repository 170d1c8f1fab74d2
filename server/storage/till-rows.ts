import { and, eq } from 'drizzle-orm';
import type { CashCount } from '../domain/till/cash.ts';
import { TillRefused } from '../domain/till/till-refused.ts';
import type { TillEntry, TillSession } from '../domain/till/till-session.ts';
import { expectedCash } from '../domain/till/till-sums.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

type SessionRow = Tables['tillSessions']['$inferSelect'];

/** What an explanation is sealed for: it opens at its own session only. */
export const explanationOf = (sessionId: string) => `till_sessions.explanation:${sessionId}`;

export function toTillSession(ring: KeyRing, row: SessionRow): TillSession {
  return {
    id: row.id,
    till: row.till,
    day: row.day,
    state: row.state as TillSession['state'],
    floatYen: row.floatYen,
    openedBy: row.openedBy,
    openedAt: toDate(row.openedAt),
    closing: closingOf(ring, row),
    handedTo: row.handedTo,
    handedOverAt: toDateOrNull(row.handedOverAt),
  };
}

function closingOf(ring: KeyRing, row: SessionRow): TillSession['closing'] {
  const { counted, countedYen, expectedYen, countedBy, countedAt, explanation } = row;
  const isCounted = countedYen !== null && expectedYen !== null && countedAt !== null;
  if (!isCounted || counted === null || countedBy === null) return null;
  return {
    counted: JSON.parse(counted) as CashCount,
    countedYen,
    expectedYen,
    explanation: explanation === null ? null : ring.open(explanation, explanationOf(row.id)),
    countedBy,
    countedAt: toDate(countedAt),
  };
}

export function toTillEntry(row: Tables['tillEntries']['$inferSelect']): TillEntry {
  return { ...row, kind: row.kind as TillEntry['kind'], at: toDate(row.at) };
}

export async function readTillSession(
  { db, tables: { tillSessions } }: Connection,
  ring: KeyRing,
  id: string,
): Promise<TillSession | undefined> {
  const [row] = await db.select().from(tillSessions).where(eq(tillSessions.id, id));
  return row && toTillSession(ring, row);
}

export async function readTillEntries(
  { db, tables: { tillEntries } }: Connection,
  sessionId: string,
): Promise<TillEntry[]> {
  const rows = await db
    .select()
    .from(tillEntries)
    .where(eq(tillEntries.sessionId, sessionId))
    .orderBy(tillEntries.at, tillEntries.id);
  return rows.map(toTillEntry);
}

/**
 * Inside the caller's write: only into a session that is open today, with a slip number that no
 * other payment of that session has.
 * @throws TillRefused
 */
export async function addTillEntries(
  connection: Connection,
  ring: KeyRing,
  entries: readonly TillEntry[],
): Promise<void> {
  for (const entry of entries) {
    await checkSession(connection, ring, entry);
    await checkSlip(connection, entry);
    await insertEntry(connection, entry);
    await checkDrawer(connection, ring, entry);
    await appendAudit(connection, ring, {
      at: entry.at,
      actor: entry.actor,
      action: `till.${entry.kind}`,
      subject: entry.sessionId,
      detail: { yen: entry.yen, ...(entry.chargeId && { charge: entry.chargeId }) },
    });
  }
}

async function checkSession(connection: Connection, ring: KeyRing, entry: TillEntry) {
  const session = await readTillSession(connection, ring, entry.sessionId);
  if (session?.state !== 'open') throw new TillRefused('till_closed');
  if (session.day !== todayInTokyo(entry.at)) throw new TillRefused('till_overnight');
}

async function checkSlip(
  { db, tables: { tillEntries } }: Connection,
  { kind, yen, sessionId, slipNumber }: TillEntry,
) {
  // A reversing entry names the slip that it reverses.
  if (kind !== 'card_terminal' || yen < 0 || slipNumber === null) return;
  const same = await db
    .select({ yen: tillEntries.yen })
    .from(tillEntries)
    .where(
      and(
        eq(tillEntries.sessionId, sessionId),
        eq(tillEntries.slipNumber, slipNumber),
        eq(tillEntries.kind, kind),
      ),
    );
  // Typed at the wrong payment and taken back, it is free again.
  const left = same.reduce((sum, entry) => sum + Math.sign(entry.yen), 0);
  if (left > 0) throw new TillRefused('slip_known');
}

/** What is not there can't be taken out. */
async function checkDrawer(connection: Connection, ring: KeyRing, { yen, sessionId }: TillEntry) {
  if (yen >= 0) return;
  const session = await readTillSession(connection, ring, sessionId);
  const entries = await readTillEntries(connection, sessionId);
  if (session && expectedCash(session, entries) < 0) throw new TillRefused('drawer_short');
}

async function insertEntry(
  { db, tables: { tillEntries } }: Connection,
  entry: TillEntry,
): Promise<void> {
  await db.insert(tillEntries).values({ ...entry, at: entry.at.getTime() });
}
