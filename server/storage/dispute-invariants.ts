import { asc } from 'drizzle-orm';
import type { DisputeEvent } from '../domain/disputes/dispute.ts';
import { disputeState, fundsMoved } from '../domain/disputes/dispute-transitions.ts';
import type { Connection } from './connection.ts';
import { parseDetail, toDate } from './row-values.ts';

type Told = Pick<DisputeEvent, 'type' | 'at' | 'detail'>;

async function toldOf({ db, tables: { disputeEvents } }: Connection) {
  const rows = await db
    .select()
    .from(disputeEvents)
    .orderBy(asc(disputeEvents.disputeId), asc(disputeEvents.seq));
  const told = new Map<string, Told[]>();
  for (const { disputeId, type, at, detail } of rows) {
    const own = told.get(disputeId) ?? [];
    told.set(disputeId, [...own, { type, at: toDate(at), detail: parseDetail(detail) }]);
  }
  return told;
}

export async function disputesAgainstEvents(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const told = await toldOf(connection);
  const rows = await db.select().from(tables.disputes);
  return rows
    .filter(({ id, state }) => disputeState(told.get(id) ?? []) !== state)
    .map(({ id }) => id);
}

/** What is away by the books is what was taken and not given back. */
export async function disputesAgainstBooks(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { disputes, ledgerEntries } = tables;
  const told = await toldOf(connection);
  const rows = await db.select({ id: disputes.id, yen: disputes.yen }).from(disputes);
  const booked = await db
    .select({ cause: ledgerEntries.cause, kind: ledgerEntries.kind, yen: ledgerEntries.yen })
    .from(ledgerEntries);
  const away = new Map<string, number>();
  for (const { cause, kind, yen } of booked) {
    if (kind.startsWith('dispute')) away.set(cause, (away.get(cause) ?? 0) - yen);
  }
  return rows
    .filter(({ id, yen }) => {
      const { taken, givenBack } = fundsMoved(told.get(id) ?? []);
      return (away.get(id) ?? 0) !== (taken - givenBack) * yen;
    })
    .map(({ id }) => id);
}
