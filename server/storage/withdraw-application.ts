import { eq } from 'drizzle-orm';
import type { Application } from '../domain/applications/application.ts';
import type { ApplicationStore } from '../domain/applications/application-store.ts';
import { DomainError } from '../domain/errors.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { addApplicationEvents, lastEventSeq, readApplication } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { endBooking, readBooking } from './booking-rows.ts';
import { addCaseNote } from './case-notes.ts';
import type { Driver } from './connection.ts';
import { cancelUnpaid, giveBack, keptYen } from './kept-money.ts';
import { giveUpChange } from './order-changes.ts';
import { addMails } from './outbox-store.ts';
import { giveSeatsBack } from './waiting-line.ts';

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
    const { refundYen, events, note } = decide(current, lastSeq, await keptYen(connection, id));
    await giveUpChange(connection, ring, id, now);
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
    await cancelUnpaid(connection, id, now);
    await giveBack(connection, id, { yen: refundYen, at: now, by: events[0]?.actor });
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
