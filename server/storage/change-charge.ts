import type { PendingChange } from '../domain/changes/pending-change.ts';
import { DomainError } from '../domain/errors.ts';
import type { ChargeChange, ChargeSnapshot, ChargeStore } from '../domain/payments/charge-store.ts';
import type { Charge } from '../domain/payments/payment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { addApplicationEvents, moveApplicationRow, readApplication } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { moveBill, readBill } from './bill-rows.ts';
import {
  confirmBooking,
  endBooking,
  moveHold,
  readBooking,
  reclaimBooking,
  type StoredBooking,
} from './booking-rows.ts';
import { moveChargeRow } from './charge-moves.ts';
import {
  addCharge,
  addChargeEvents,
  addPaymentAttempt,
  isAnyKnown,
  readAttempts,
  readCharge,
  readChargeEvents,
} from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { addLedgerEntries } from './ledger-rows.ts';
import { hasLivingSibling } from './living-charges.ts';
import { applyChange, dropChange, readPendingChange } from './order-changes.ts';
import { addMails } from './outbox-store.ts';
import { SlotTaken } from './slot-claims.ts';
import { addTillEntries } from './till-rows.ts';

type Outcome = Awaited<ReturnType<ChargeStore['change']>>;

/** Reads under the write lock, lets `decide` choose, applies what it chose; or nothing of it. */
export async function changeCharge(
  driver: Driver,
  ring: KeyRing,
  chargeId: string,
  decide: (snapshot: ChargeSnapshot) => ChargeChange | undefined,
): Promise<Outcome> {
  try {
    return await driver.write((connection) => changeChargeIn(connection, ring, chargeId, decide));
  } catch (error) {
    if (error instanceof SlotTaken) return 'slot_taken';
    throw error;
  }
}

/** The same inside the caller's write. @throws SlotTaken */
export async function changeChargeIn(
  connection: Connection,
  ring: KeyRing,
  chargeId: string,
  decide: (snapshot: ChargeSnapshot) => ChargeChange | undefined,
): Promise<Exclude<Outcome, 'slot_taken'>> {
  const { snapshot, booking } = await readSnapshot(connection, ring, chargeId);
  const change = decide(snapshot);
  if (change === undefined) return 'unchanged';
  if (await isAnyKnown(connection, change.events)) return 'duplicate';
  await apply(connection, ring, snapshot, change);
  if (change.booking !== undefined && booking !== null) {
    await applyToBooking(connection, booking, change.booking);
  }
  return 'changed';
}

/** What is decided about, and the booking with its seats. */
interface Found {
  readonly snapshot: ChargeSnapshot;
  readonly booking: StoredBooking | null;
}

async function readSnapshot(
  connection: Connection,
  ring: KeyRing,
  chargeId: string,
): Promise<Found> {
  const charge = await readCharge(connection, chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const { applicationId, billId } = charge;
  const application =
    applicationId === null ? null : await readApplication(connection, ring, applicationId);
  if (application === undefined) throw new DomainError('application_not_found');
  const bill = billId === null ? null : await readBill(connection, ring, billId);
  if (bill === undefined) throw new DomainError('bill_not_found');
  const booking = (application && (await readBooking(connection, application.id))) ?? null;
  const change = application && (await changeFor(connection, ring, charge));
  const snapshot = {
    change,
    charge,
    application,
    bill,
    hasLivingSibling: await hasLivingSibling(connection, charge),
    attempts: await readAttempts(connection, chargeId),
    events: await readChargeEvents(connection, chargeId),
    booking: booking && { id: booking.id, state: booking.state, day: booking.day },
  };
  return { snapshot, booking };
}

/** The changed order that this very charge is about. */
async function changeFor(
  connection: Connection,
  ring: KeyRing,
  { id, kind, applicationId }: Charge,
): Promise<PendingChange | null> {
  if (kind !== 'difference' || applicationId === null) return null;
  const change = await readPendingChange(connection, ring, applicationId);
  return change?.chargeId === id ? change : null;
}

async function apply(
  connection: Connection,
  ring: KeyRing,
  { charge, application, bill, change: ordered, events: known }: ChargeSnapshot,
  change: ChargeChange,
): Promise<void> {
  const at = change.events[0]?.at ?? new Date(charge.createdAt);
  await moveChargeRow(connection, charge, change, at);
  if (change.attempt !== undefined) await addPaymentAttempt(connection, change.attempt);
  await addChargeEvents(connection, charge.id, change.events, known);
  if (change.till !== undefined) await addTillEntries(connection, ring, change.till);
  if (change.ledger !== undefined) await addLedgerEntries(connection, change.ledger);
  if (change.bill !== undefined && bill !== null)
    await moveBill(connection, bill.id, change.bill, at);
  if (change.application !== undefined && application !== null) {
    await moveApplicationRow(connection, application, change.application);
    await addApplicationEvents(connection, application.id, change.application.events);
  }
  if (change.order === 'apply' && application !== null && ordered !== null) {
    await applyChange(connection, ring, application, ordered, at);
  } else if (change.order === 'drop' && application !== null && ordered !== null) {
    await dropChange(connection, application.id, ordered);
  }
  if (change.next !== undefined && application !== null) {
    await addCharge(connection, application.id, change.next, at.getTime());
  }
  if (change.mails !== undefined) await addMails(connection, ring, change.mails);
  await appendAudit(connection, ring, {
    at,
    actor: change.till?.[0]?.actor ?? toldBy(change),
    action: 'charge.changed',
    subject: charge.id,
    detail: { from: charge.state, to: change.state, events: change.events.length },
  });
}

const toldBy = ({ events }: ChargeChange) =>
  events.some(({ providerEventId }) => providerEventId !== null) ? 'provider' : 'system';

async function applyToBooking(
  connection: Connection,
  booking: StoredBooking,
  change: NonNullable<ChargeChange['booking']>,
): Promise<void> {
  if (change.action === 'confirm') await confirmBooking(connection, booking);
  else if (change.action === 'lapse') await endBooking(connection, booking, 'lapsed');
  else if (change.action === 'reclaim') await reclaimBooking(connection, booking);
  else if (change.action === 'hold') await moveHold(connection, booking, change.until);
}
