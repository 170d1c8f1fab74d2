import { eq } from 'drizzle-orm';
import type { Application, NewBooking } from '../domain/applications/application.ts';
import { livingEvents } from '../domain/cases/living-events.ts';
import { awaitedChange, type PendingChange } from '../domain/changes/pending-change.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { sealAnswers } from './answer-columns.ts';
import { readApplicationEvents } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { readBooking, setBooked } from './booking-rows.ts';
import { readCaseNotes } from './case-notes.ts';
import { keepBefore } from './case-submissions.ts';
import type { Connection } from './connection.ts';
import { cancelUnpaid } from './kept-money.ts';
import { claimSeats, freeSeats } from './slot-claims.ts';

/** The changed order that waits for its payment, if one does. */
export async function readPendingChange(
  connection: Connection,
  ring: KeyRing,
  applicationId: string,
): Promise<PendingChange | undefined> {
  const events = await readApplicationEvents(connection, applicationId);
  const asked = awaitedChange(livingEvents(events));
  if (asked === undefined) return undefined;
  return (await readCaseNotes(connection, ring, applicationId)).get(asked.seq)?.change;
}

type Seats = Pick<NewBooking, 'day' | 'claims'>;

/** The seats of `wanted` that `other` has not. */
function beyond(wanted: Seats, other: Seats): Seats {
  const known = new Set(other.claims.map(({ atom, slot }) => `${other.day} ${atom} ${slot}`));
  const claims = wanted.claims.filter(
    ({ atom, slot }) => !known.has(`${wanted.day} ${atom} ${slot}`),
  );
  return { day: wanted.day, claims };
}

/** Keeps the seats of the changed order, beside those that stand. Throws `SlotTaken`. */
export async function keepChangedSeats(
  connection: Connection,
  applicationId: string,
  to: Seats,
): Promise<void> {
  const booking = await readBooking(connection, applicationId);
  if (booking === undefined) return;
  await claimSeats(connection, { id: booking.id, ...beyond(to, booking) });
}

/** The changed order will never hold: its seats are free again. */
export async function dropChange(
  connection: Connection,
  applicationId: string,
  { booking: to }: PendingChange,
): Promise<void> {
  const booking = to && (await readBooking(connection, applicationId));
  if (!booking || !to) return;
  await freeSeats(connection, { id: booking.id, ...beyond(to, booking) });
}

/** What waits is called off: nothing has to be paid for it any more, and its seats are free. */
export async function giveUpChange(
  connection: Connection,
  ring: KeyRing,
  applicationId: string,
  at: Date,
): Promise<void> {
  const change = await readPendingChange(connection, ring, applicationId);
  if (change === undefined) return;
  await cancelUnpaid(connection, applicationId, at, 'difference');
  await dropChange(connection, applicationId, change);
}

async function moveSeats(
  connection: Connection,
  applicationId: string,
  to: NonNullable<PendingChange['booking']>,
): Promise<void> {
  const booking = await readBooking(connection, applicationId);
  if (booking === undefined) return;
  await freeSeats(connection, { id: booking.id, ...beyond(booking, to) });
  await setBooked(connection, booking.id, to);
}

/** The changed order is the one that stands from now on, inside the write that took its money. */
export async function applyChange(
  connection: Connection,
  ring: KeyRing,
  application: Application,
  { draftId, answers, booking, yen, remindOn }: PendingChange,
  now: Date,
): Promise<void> {
  const { db, tables } = connection;
  const { id } = application;
  const kept = { applicationId: id, draftId, kind: 'change', now };
  await keepBefore(connection, ring, kept, application.answers);
  const after = { ...application, answers };
  await db
    .update(tables.applications)
    // `undefined` leaves a column as it is.
    .set({ feeYen: yen, remindOn, ...sealAnswers(ring, after) })
    .where(eq(tables.applications.id, id));
  if (booking) await moveSeats(connection, id, booking);
  await appendAudit(connection, ring, {
    at: now,
    actor: 'provider',
    action: 'application.changed',
    subject: id,
    detail: { from_yen: application.feeYen, to_yen: yen },
  });
}
