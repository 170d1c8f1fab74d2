import type { RefundChange, RefundSnapshot, RefundStore } from '../domain/refunds/refund-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { changeChargeIn } from './change-charge.ts';
import type { Connection, Driver } from './connection.ts';
import { applyRefundMove, readLedgerOf, readRefundEvents, readRefunds } from './refund-rows.ts';

type Outcome = Awaited<ReturnType<RefundStore['change']>>;
type Decide = (snapshot: RefundSnapshot) => RefundChange | undefined;

/** All but the charge itself, which is read by its own room. */
async function readAbout(connection: Connection, chargeId: string) {
  const refunds = await readRefunds(connection, [chargeId]);
  const events = await readRefundEvents(
    connection,
    refunds.map(({ id }) => id),
  );
  const dues = events.filter(({ type }) => type === 'due').map(({ detail }) => detail['due']);
  return {
    refunds,
    events,
    followedDues: new Set(dues.map(Number)),
    ledger: await readLedgerOf(connection, chargeId),
  };
}

type About = Awaited<ReturnType<typeof readAbout>>;

function isRepeated({ events }: About, { moves }: RefundChange): boolean {
  const known = new Set(events.map(({ providerEventId }) => providerEventId));
  const told = moves.flatMap((move) => move.events.map((event) => event.providerEventId));
  return told.some((id) => id !== null && known.has(id));
}

/** Reads without changing anything. @throws DomainError charge_not_found */
export async function readRefundSnapshot(
  connection: Connection,
  ring: KeyRing,
  chargeId: string,
): Promise<RefundSnapshot> {
  const { refunds, followedDues, ledger } = await readAbout(connection, chargeId);
  let seen: RefundSnapshot | undefined;
  await changeChargeIn(connection, ring, chargeId, (charge) => {
    seen = { charge, refunds, followedDues, ledger };
    return undefined;
  });
  return seen as RefundSnapshot;
}

async function applyMoves(
  connection: Connection,
  ring: KeyRing,
  chargeId: string,
  { refunds, events }: About,
  { moves }: RefundChange,
): Promise<void> {
  for (const move of moves) {
    const last = events.findLast(({ refundId }) => refundId === move.id)?.seq ?? 0;
    await applyRefundMove(connection, ring, chargeId, move, last);
    const [first] = move.events;
    if (first === undefined) continue;
    await appendAudit(connection, ring, {
      at: first.at,
      actor: first.actor,
      action: 'refund.changed',
      subject: move.id,
      detail: {
        from: refunds.find(({ id }) => id === move.id)?.state ?? 'new',
        to: move.state,
        yen: move.added?.yen ?? refunds.find(({ id }) => id === move.id)?.yen ?? 0,
      },
    });
  }
}

/** Reads under the write lock, lets `decide` choose, applies it with its charge and books; or nothing. */
export function changeRefunds(
  driver: Driver,
  ring: KeyRing,
  chargeId: string,
  decide: Decide,
): Promise<Outcome> {
  return driver.write(async (connection) => {
    const about = await readAbout(connection, chargeId);
    const { refunds, followedDues, ledger } = about;
    let outcome: Outcome = 'unchanged';
    let chosen: RefundChange | undefined;
    await changeChargeIn(connection, ring, chargeId, (charge) => {
      const change = decide({ charge, refunds, followedDues, ledger });
      if (change === undefined) return undefined;
      outcome = isRepeated(about, change) ? 'duplicate' : 'changed';
      if (outcome === 'duplicate') return undefined;
      chosen = change;
      return change.charge;
    });
    if (chosen) await applyMoves(connection, ring, chargeId, about, chosen);
    return outcome;
  });
}
