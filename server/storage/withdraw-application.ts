import { eq } from 'drizzle-orm';
import type { Application } from '../domain/applications/application.ts';
import type { ApplicationStore } from '../domain/applications/application-store.ts';
import { DomainError } from '../domain/errors.ts';
import type { ChargeEvent, ChargeState } from '../domain/payments/payment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { addApplicationEvents, lastEventSeq, readApplication } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { endBooking, readBooking } from './booking-rows.ts';
import { addCaseNote } from './case-notes.ts';
import { addChargeEvents, readChargeOf } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { addMails } from './outbox-store.ts';
import { giveSeatsBack } from './waiting-line.ts';

/** Nothing has come yet. Money that comes after all is found too late, and goes back by the payment rules. */
const UNPAID: readonly ChargeState[] = ['open', 'started', 'pending', 'unknown'];

type Change = Parameters<ApplicationStore['withdraw']>[0];

/** One commit: status, timeline, audit; the booking's seats are free again, the charge is settled. */
export async function withdrawApplication(
  driver: Driver,
  ring: KeyRing,
  { id, now, decide, seats, mails = [] }: Change,
): Promise<Application> {
  return driver.write(async (connection) => {
    const current = await readApplication(connection, ring, id);
    if (current === undefined) throw new DomainError('application_not_found');
    const lastSeq = await lastEventSeq(connection, id);
    const { refundYen, events, note } = decide(current, lastSeq);
    const { db, tables } = connection;
    await db
      .update(tables.applications)
      .set({ status: 'withdrawn', closedAt: now.getTime() })
      .where(eq(tables.applications.id, id));
    await addApplicationEvents(connection, id, events);
    if (note) {
      await addCaseNote(connection, ring, { applicationId: id, seq: lastSeq + 1, note });
    }
    const booking = await readBooking(connection, id);
    if (booking !== undefined) {
      await endBooking(connection, booking, 'cancelled');
      if (seats) await giveSeatsBack(connection, ring, booking, { now, seats });
    }
    await settleCharge(connection, id, now, refundYen);
    await addMails(connection, ring, mails);
    await appendAudit(connection, ring, {
      at: now,
      actor: events[0]?.actor ?? 'resident',
      action: 'application.withdrawn',
      subject: id,
      detail: { from: current.status, refund_yen: refundYen },
    });
    return { ...current, status: 'withdrawn', closedAt: now };
  });
}

async function settleCharge(
  connection: Connection,
  applicationId: string,
  at: Date,
  refundYen: number,
): Promise<void> {
  const charge = await readChargeOf(connection, applicationId);
  if (charge === undefined) return;
  const { db, tables } = connection;
  const move = async (type: string, change: { state: ChargeState; refundYen?: number }) => {
    await db
      .update(tables.charges)
      .set({ ...change, touchedAt: at.getTime() })
      .where(eq(tables.charges.id, charge.id));
    const detail: ChargeEvent['detail'] = change.refundYen === undefined ? {} : { yen: refundYen };
    const event = { type, at, attemptId: null, providerEventId: null, detail };
    await addChargeEvents(connection, charge.id, [event]);
  };
  if (UNPAID.includes(charge.state)) await move('cancelled', { state: 'cancelled' });
  else if (charge.state === 'paid' && refundYen > 0) {
    // What came twice before is still to be given back besides.
    await move('refund_due', { state: 'refund_due', refundYen: charge.refundYen + refundYen });
  }
}
