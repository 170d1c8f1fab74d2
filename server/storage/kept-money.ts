import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { ChargeEvent, ChargeKind, ChargeState } from '../domain/payments/payment.ts';
import { nextChargeState } from '../domain/payments/transitions.ts';
import { addChargeEvents, readChargesOf } from './charge-rows.ts';
import type { Connection } from './connection.ts';

const MONEY = ['attempt_paid', 'paid_twice', 'paid_too_late'];

/** Yen of every charge of an application that came and are not to be given back; the oldest first. */
async function keptByCharge(connection: Connection, applicationId: string) {
  const { db, tables } = connection;
  const charges = await readChargesOf(connection, applicationId);
  const ids = charges.map(({ id }) => id);
  if (ids.length === 0) return [];
  const { chargeId, type, detail } = tables.chargeEvents;
  const paid = await db
    .select({ chargeId, detail })
    .from(tables.chargeEvents)
    .where(and(inArray(chargeId, ids), inArray(type, MONEY)));
  return charges.map((charge) => {
    const came = paid
      .filter((event) => event.chargeId === charge.id)
      .reduce((sum, event) => sum + Number(JSON.parse(event.detail).yen), 0);
    return { charge, yen: Math.max(0, came - charge.refundYen) };
  });
}

export async function keptYen(connection: Connection, applicationId: string): Promise<number> {
  const kept = await keptByCharge(connection, applicationId);
  return kept.reduce((sum, { yen }) => sum + yen, 0);
}

/**
 * Marks so many yen of what was paid for an application as due to its payer, the money that came
 * last first, inside the caller's write. What is due beyond what is kept is left.
 * @param why `withdrawn` is what a due amount means where nothing is said
 * @param by who did it; staff do not approve what they brought about themselves
 */
export async function giveBack(
  connection: Connection,
  applicationId: string,
  {
    yen,
    at,
    why,
    by = '',
  }: {
    readonly yen: number;
    readonly at: Date;
    readonly why?: 'changed';
    readonly by?: string | undefined;
  },
): Promise<void> {
  const { db, tables } = connection;
  let left = yen;
  for (const { charge, yen: kept } of (await keptByCharge(connection, applicationId)).reverse()) {
    const due = Math.min(left, kept);
    if (due <= 0) continue;
    left -= due;
    const state = nextChargeState(charge.state, 'refund_due');
    await db
      .update(tables.charges)
      .set({ state, refundYen: charge.refundYen + due, touchedAt: at.getTime() })
      .where(eq(tables.charges.id, charge.id));
    const detail: ChargeEvent['detail'] = {
      yen: due,
      ...(why && { reason: why }),
      ...(by.startsWith('staff:') && { by }),
    };
    const event = { type: 'refund_due', at, attemptId: null, providerEventId: null, detail };
    await addChargeEvents(connection, charge.id, [event]);
  }
}

/** Nothing has come yet. Money that comes after all is found too late, and goes back by the payment rules. */
const UNPAID: readonly ChargeState[] = ['open', 'started', 'pending', 'unknown'];

/** Nothing of that application (of that kind) has to be paid any more, inside the caller's write. */
export async function cancelUnpaid(
  connection: Connection,
  applicationId: string,
  at: Date,
  only?: ChargeKind,
): Promise<void> {
  const { db, tables } = connection;
  for (const { id, state, kind } of await readChargesOf(connection, applicationId)) {
    if (!UNPAID.includes(state) || (only !== undefined && kind !== only)) continue;
    const change = { state: nextChargeState(state, 'cancelled'), touchedAt: at.getTime() };
    await db.update(tables.charges).set(change).where(eq(tables.charges.id, id));
    const event = { type: 'cancelled', at, attemptId: null, providerEventId: null, detail: {} };
    await addChargeEvents(connection, id, [event]);
  }
}

/** Bookings whose application has a difference that can still be paid: they keep two sets of seats. */
export function awaitsDifference({ tables: { charges } }: Connection) {
  const isDifference = or(eq(charges.kind, 'difference'), sql`${charges.kind} like 'difference:%'`);
  return and(isDifference, inArray(charges.state, [...UNPAID]));
}
