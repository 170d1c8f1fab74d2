import { eq } from 'drizzle-orm';
import type {
  DisputeChange,
  DisputeSnapshot,
  DisputeStore,
} from '../domain/disputes/dispute-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { disputeRows, listDisputes, toDisputeRow } from './dispute-lists.ts';
import { readDisputeEvents, readDisputes } from './dispute-rows.ts';
import { type DisputeAbout, readDisputeSnapshot } from './dispute-snapshot.ts';
import { addLedgerEntries } from './ledger-rows.ts';
import { toMs } from './row-values.ts';

async function isKnown(
  { db, tables: { disputeEvents } }: Connection,
  { providerEventId }: DisputeAbout,
): Promise<boolean> {
  const column = disputeEvents.providerEventId;
  const known = await db
    .select({ id: column })
    .from(disputeEvents)
    .where(eq(column, providerEventId));
  return known.length > 0;
}

async function apply(
  connection: Connection,
  ring: KeyRing,
  snapshot: DisputeSnapshot,
  { dispute, event, ledger, at }: DisputeChange,
): Promise<void> {
  const { db, tables } = connection;
  const { id, ...row } = {
    ...dispute,
    respondBy: toMs(dispute.respondBy),
    openedAt: dispute.openedAt.getTime(),
    endedAt: toMs(dispute.endedAt),
    touchedAt: at.getTime(),
  };
  if (snapshot.dispute) await db.update(tables.disputes).set(row).where(eq(tables.disputes.id, id));
  else await db.insert(tables.disputes).values({ id, ...row });
  await db.insert(tables.disputeEvents).values({
    ...event,
    disputeId: id,
    seq: (snapshot.events.at(-1)?.seq ?? 0) + 1,
    at: event.at.getTime(),
    detail: JSON.stringify(event.detail),
  });
  await addLedgerEntries(connection, ledger);
  await appendAudit(connection, ring, {
    at,
    actor: 'provider',
    action: 'dispute.changed',
    subject: dispute.chargeId,
    detail: {
      dispute: id,
      event: event.type,
      from: snapshot.dispute?.state ?? '',
      to: dispute.state,
    },
  });
}

export function createDisputeStore(driver: Driver, ring: KeyRing): DisputeStore {
  return {
    change: (about, decide) =>
      driver.write(async (connection) => {
        if (await isKnown(connection, about)) return 'duplicate';
        const snapshot = await readDisputeSnapshot(connection, about);
        if (snapshot === undefined) return 'unknown_payment';
        await apply(connection, ring, snapshot, decide(snapshot));
        return 'changed';
      }),
    find: (id) =>
      driver.read(async (connection) => {
        const [row] = await disputeRows(connection).where(eq(connection.tables.disputes.id, id));
        return row && toDisputeRow(row);
      }),
    listOf: (chargeId) => driver.read((connection) => readDisputes(connection, chargeId)),
    events: (id) => driver.read((connection) => readDisputeEvents(connection, id)),
    list: (limit) => driver.read((connection) => listDisputes(connection, limit)),
  };
}
