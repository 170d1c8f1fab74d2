import { inArray } from 'drizzle-orm';
import type { Refund } from '../domain/refunds/refund.ts';
import { refundStateFromEvents } from '../domain/refunds/refund-transitions.ts';
import type { Connection } from './connection.ts';
import { toRefund } from './refund-rows.ts';

async function allRefunds({ db, tables }: Connection): Promise<Refund[]> {
  return (await db.select().from(tables.refunds)).map(toRefund);
}

export async function refundsAgainstEvents(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { refundEvents } = tables;
  const events = await db
    .select({ id: refundEvents.refundId, type: refundEvents.type })
    .from(refundEvents)
    .orderBy(refundEvents.refundId, refundEvents.seq);
  const byRefund = Map.groupBy(events, ({ id }) => id);
  const isWrong = ({ id, state }: Refund) => stateOf(byRefund.get(id) ?? []) !== state;
  return (await allRefunds(connection)).filter(isWrong).map(({ id }) => id);
}

function stateOf(events: readonly { type: string }[]): string | undefined {
  try {
    return refundStateFromEvents(events);
  } catch {
    return undefined;
  }
}

/** Where the money has gone, or is certainly on its way. */
const OUT: readonly Refund['state'][] = ['succeeded', 'pending', 'needs_payer'];
const MONEY = ['attempt_paid', 'paid_twice', 'paid_too_late'];

const sumOf = (refunds: readonly Refund[], states: readonly Refund['state'][]) =>
  refunds.filter(({ state }) => states.includes(state)).reduce((sum, { yen }) => sum + yen, 0);

/** Charges of which more went out than came in. */
export async function refundsBeyondPayments(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { chargeEvents } = tables;
  const byCharge = Map.groupBy(await allRefunds(connection), ({ chargeId }) => chargeId);
  if (byCharge.size === 0) return [];
  const came = await db
    .select({ id: chargeEvents.chargeId, detail: chargeEvents.detail })
    .from(chargeEvents)
    .where(inArray(chargeEvents.type, MONEY));
  const paid = new Map<string, number>();
  for (const { id, detail } of came) {
    paid.set(id, (paid.get(id) ?? 0) + Number(JSON.parse(detail).yen));
  }
  return [...byCharge]
    .filter(([id, refunds]) => sumOf(refunds, OUT) > (paid.get(id) ?? 0))
    .map(([id]) => id);
}

/** Charges that say "refunded" while something is due, or "due" while all of it has gone. */
export async function chargesAgainstRefunds(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { id, state, refundYen } = tables.charges;
  const charges = await db
    .select({ id, state, refundYen })
    .from(tables.charges)
    .where(inArray(state, ['refund_due', 'refunded']));
  const byCharge = Map.groupBy(await allRefunds(connection), ({ chargeId }) => chargeId);
  return charges
    .filter((charge) => {
      const given = sumOf(byCharge.get(charge.id) ?? [], ['succeeded']);
      return given >= charge.refundYen !== (charge.state === 'refunded');
    })
    .map((charge) => charge.id);
}

/** Refunds whose lines in the books are not what has gone. */
export async function refundsAgainstBooks(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { cause, yen, kind } = tables.ledgerEntries;
  const entries = await db
    .select({ cause, yen })
    .from(tables.ledgerEntries)
    .where(inArray(kind, ['refund', 'refund_undone']));
  const booked = new Map<string, number>();
  for (const entry of entries) {
    booked.set(entry.cause, (booked.get(entry.cause) ?? 0) + entry.yen);
  }
  return (await allRefunds(connection))
    .filter((one) => (booked.get(one.id) ?? 0) !== (one.state === 'succeeded' ? -one.yen : 0))
    .map((one) => one.id);
}
