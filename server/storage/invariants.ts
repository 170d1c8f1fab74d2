import { and, count, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { ApplicationEvent, NewBooking } from '../domain/applications/application.ts';
import { statusFromEvents } from '../domain/applications/status-table.ts';
import { stateFromEvents } from '../domain/payments/transitions.ts';
import { takingsAgainstPayments } from './book-invariants.ts';
import type { Connection, Driver } from './connection.ts';
import { decidedWithoutSignatures } from './decision-invariants.ts';
import { disputesAgainstBooks, disputesAgainstEvents } from './dispute-invariants.ts';
import { awaitsDifference } from './kept-money.ts';
import {
  chargesAgainstRefunds,
  refundsAgainstBooks,
  refundsAgainstEvents,
  refundsBeyondPayments,
} from './refund-invariants.ts';

/** Something in the records that can't be, with the rows that show it. */
export interface Violation {
  readonly rule: string;
  readonly ids: readonly string[];
}

type EventType = ApplicationEvent['type'];

type Check = (connection: Connection) => Promise<string[]>;

const CHECKS: Readonly<Record<string, Check>> = {
  'a charge shows what its events say': chargesAgainstEvents,
  'a paid charge has one payment of its whole amount': paidInFull,
  'no more is given back than was paid': refundsWithinPayments,
  'a refund shows what its events say': refundsAgainstEvents,
  'no more went out than came in': refundsBeyondPayments,
  'a charge is refunded when all that is due was given back': chargesAgainstRefunds,
  'the books have what was given back': refundsAgainstBooks,
  'the books have every payment once': takingsAgainstPayments,
  'a dispute shows what its events say': disputesAgainstEvents,
  'the books have what disputes have taken': disputesAgainstBooks,
  'an application has a timeline': applicationsWithoutEvents,
  'an application is where its timeline leads': applicationsAgainstEvents,
  'a received application has no unpaid charge': receivedUnpaid,
  'a fee that is due has a charge to pay it': feesWithoutCharge,
  'a living booking holds each of its seats once': bookingsAgainstSeats,
  'an ended booking holds no seat': endedWithSeats,
  'who waits for a seat is on the waiting list': waitingBesideStatus,
  'no seat lies beyond the capacity': seatsBeyondCapacity,
  'a decision that went round was signed by all but its drafter': decidedWithoutSignatures,
};

/** Recomputes what must be true of the records; an empty list is the good answer. */
export function checkInvariants(driver: Driver): Promise<Violation[]> {
  return driver.read(async (connection) => {
    const found: Violation[] = [];
    for (const [rule, check] of Object.entries(CHECKS)) {
      const ids = await check(connection);
      if (ids.length > 0) found.push({ rule, ids });
    }
    return found;
  });
}

async function chargesAgainstEvents({ db, tables }: Connection): Promise<string[]> {
  const { charges, chargeEvents } = tables;
  const events = await db
    .select({ id: chargeEvents.chargeId, type: chargeEvents.type })
    .from(chargeEvents)
    .orderBy(chargeEvents.chargeId, chargeEvents.seq);
  const byCharge = Map.groupBy(events, ({ id }) => id);
  const rows = await db.select({ id: charges.id, state: charges.state }).from(charges);
  return rows.filter(({ id, state }) => stateOf(byCharge.get(id) ?? []) !== state).map((r) => r.id);
}

function stateOf(events: readonly { type: string }[]): string | undefined {
  try {
    return stateFromEvents(events);
  } catch {
    return undefined;
  }
}

/** Yen of all payments entered for each charge; `attempt_paid` is the one that counts. */
async function payments({ db, tables: { chargeEvents } }: Connection) {
  const rows = await db
    .select({ id: chargeEvents.chargeId, type: chargeEvents.type, detail: chargeEvents.detail })
    .from(chargeEvents)
    .where(inArray(chargeEvents.type, ['attempt_paid', 'paid_twice', 'paid_too_late']));
  return rows.map(({ id, type, detail }) => ({ id, type, yen: Number(JSON.parse(detail).yen) }));
}

async function paidInFull(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { id, yen, state } = tables.charges;
  const paid = await db.select({ id, yen }).from(tables.charges).where(eq(state, 'paid'));
  const counted = Map.groupBy(
    (await payments(connection)).filter(({ type }) => type === 'attempt_paid'),
    (payment) => payment.id,
  );
  return paid
    .filter((charge) => {
      const [only, ...more] = counted.get(charge.id) ?? [];
      return more.length > 0 || only?.yen !== charge.yen;
    })
    .map((charge) => charge.id);
}

async function refundsWithinPayments(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { id, refundYen } = tables.charges;
  const refunds = await db
    .select({ id, refundYen })
    .from(tables.charges)
    .where(sql`${refundYen} > 0`);
  const paid = new Map<string, number>();
  for (const { id, yen } of await payments(connection)) paid.set(id, (paid.get(id) ?? 0) + yen);
  return refunds.filter((c) => c.refundYen > (paid.get(c.id) ?? 0)).map((c) => c.id);
}

async function applicationsWithoutEvents({ db, tables }: Connection): Promise<string[]> {
  const { applications, applicationEvents } = tables;
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .leftJoin(applicationEvents, eq(applicationEvents.applicationId, applications.id))
    .where(isNull(applicationEvents.seq));
  return rows.map(({ id }) => id);
}

async function applicationsAgainstEvents({ db, tables }: Connection): Promise<string[]> {
  const { applications, applicationEvents } = tables;
  const events = await db
    .select({ id: applicationEvents.applicationId, type: applicationEvents.type })
    .from(applicationEvents)
    .orderBy(applicationEvents.applicationId, applicationEvents.seq);
  const byId = Map.groupBy(events as { id: string; type: EventType }[], ({ id }) => id);
  const rows = await db
    .select({ id: applications.id, status: applications.status })
    .from(applications);
  return rows
    .filter(({ id, status }) => timelineStatus(byId.get(id) ?? []) !== status)
    .map(({ id }) => id);
}

function timelineStatus(events: readonly { type: EventType }[]): string | undefined {
  try {
    return statusFromEvents(events);
  } catch {
    return undefined;
  }
}

async function feesWithoutCharge({ db, tables }: Connection): Promise<string[]> {
  const { applications, charges } = tables;
  const living = db
    .select({ id: charges.applicationId })
    .from(charges)
    .where(inArray(charges.state, ['open', 'started', 'pending', 'unknown']));
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.status, 'fee_due'), notInArray(applications.id, living)));
  return rows.map(({ id }) => id);
}

async function receivedUnpaid({ db, tables }: Connection): Promise<string[]> {
  const { applications, charges } = tables;
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .innerJoin(charges, eq(charges.applicationId, applications.id))
    .where(
      and(
        eq(applications.status, 'received'),
        eq(charges.kind, 'fee'),
        notInArray(charges.state, ['paid', 'refund_due', 'refunded']),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Bookings that keep the seats of a changed order beside those that stand, until it is paid. */
async function keepingTwo(connection: Connection): Promise<ReadonlySet<string>> {
  const { db, tables } = connection;
  const { bookings, charges } = tables;
  const rows = await db
    .select({ id: bookings.id })
    .from(bookings)
    .innerJoin(charges, eq(charges.applicationId, bookings.applicationId))
    .where(awaitsDifference(connection));
  return new Set(rows.map(({ id }) => id));
}

async function bookingsAgainstSeats(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const { bookings, slotClaims } = tables;
  const two = await keepingTwo(connection);
  const all = await db
    .select({ id: bookings.id, claims: bookings.claims })
    .from(bookings)
    .where(inArray(bookings.state, ['held', 'confirmed']));
  const living = all.filter(({ id }) => !two.has(id));
  const rows = await db
    .select({ id: slotClaims.bookingId, seats: count() })
    .from(slotClaims)
    .groupBy(slotClaims.bookingId);
  const seats = new Map(rows.map((row) => [row.id, row.seats]));
  return living
    .filter(({ id, claims }) => (JSON.parse(claims) as unknown[]).length !== (seats.get(id) ?? 0))
    .map(({ id }) => id);
}

async function endedWithSeats({ db, tables }: Connection): Promise<string[]> {
  const { bookings, slotClaims } = tables;
  const rows = await db
    .selectDistinct({ id: slotClaims.bookingId })
    .from(slotClaims)
    .leftJoin(bookings, eq(bookings.id, slotClaims.bookingId))
    .where(or(isNull(bookings.id), notInArray(bookings.state, ['held', 'confirmed'])));
  return rows.map(({ id }) => id);
}

async function waitingBesideStatus({ db, tables }: Connection): Promise<string[]> {
  const { applications, bookings } = tables;
  const rows = await db
    .select({ id: applications.id, status: applications.status, state: bookings.state })
    .from(applications)
    .leftJoin(bookings, eq(bookings.applicationId, applications.id))
    .where(or(eq(applications.status, 'waitlisted'), eq(bookings.state, 'waiting')));
  return rows
    .filter(({ status, state }) => status !== 'waitlisted' || state !== 'waiting')
    .map(({ id }) => id);
}

async function seatsBeyondCapacity(connection: Connection): Promise<string[]> {
  const { db, tables } = connection;
  const two = await keepingTwo(connection);
  const { bookings, slotClaims } = tables;
  const rows = await db
    .select({
      id: slotClaims.bookingId,
      seat: slotClaims.seat,
      claims: bookings.claims,
      atom: slotClaims.atom,
      slot: slotClaims.slot,
    })
    .from(slotClaims)
    .innerJoin(bookings, eq(bookings.id, slotClaims.bookingId));
  return rows
    .filter(({ id, atom, slot, seat, claims }) => {
      const wanted = (JSON.parse(claims) as NewBooking['claims']).find(
        (claim) => claim.atom === atom && claim.slot === slot,
      );
      if (wanted === undefined) return !two.has(id);
      return seat < 0 || seat >= wanted.capacity;
    })
    .map(({ id }) => id);
}
