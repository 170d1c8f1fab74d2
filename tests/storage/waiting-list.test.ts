import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WaitingSubmission } from '../../server/domain/applications/application.ts';
import type { SeatGiving } from '../../server/domain/bookings/waiting-list.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { openDatabase, storesOn } from '../../server/storage/open-stores.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { by, minutesLater, NOW, sampleBooking, sampleSubmission } from './samples.ts';

const SLOT = 'morning';

const mailTo = (to: string) => ({
  id: randomUUID(),
  to,
  subject: '席',
  body: '席',
  locale: 'ja' as const,
  attempts: 0,
  nextAt: NOW,
});

/** A course with so many seats: who gets one hears of it. */
const course = (capacity: number | undefined): SeatGiving => ({
  capacityOf: () => capacity,
  mails: ({ id }) => [mailTo(`${id}@example.jp`)],
});

const willing = (max: number | null = null): WaitingSubmission => ({
  max,
  status: 'waitlisted',
  events: [{ ...by, type: 'waitlisted' }],
});

let lastDay = 0;
/** A day that no other test uses. */
function newDay(): string {
  lastDay += 1;
  return new Date(Date.UTC(2027, 0, lastDay)).toISOString().slice(0, 10);
}

describe.each(DATABASES)('the waiting list (%s)', (dialect) => {
  const db = useDatabase(dialect);

  /** Applies at that minute. @returns the application's id, or why not */
  async function apply(day: string, capacity: number, minute: number, ifFull = willing()) {
    const submission = sampleSubmission({
      booking: sampleBooking({ resource: 'course', day, capacity, claims: claims(day, capacity) }),
      ifFull,
      application: { submittedAt: minutesLater(minute) },
    });
    const { result } = await db().stores.applications.submit(submission);
    return result === 'submitted' ? submission.application.id : result;
  }

  const claims = (day: string, capacity: number) => [
    { atom: `course-${day}`, slot: SLOT, capacity },
  ];

  const withdraw = (id: string, seats?: SeatGiving, now = NOW, stores = db().stores) =>
    stores.applications.withdraw({
      id,
      now,
      ...(seats && { seats }),
      decide: () => ({ refundYen: 0, events: [{ ...by, type: 'withdrawn' }] }),
    });

  const find = (id: string) => db().stores.applications.find(id);
  const bookingOf = (id: string) => db().stores.bookings.findByApplication(id);
  const place = (id: string) => db().stores.waitingList.place(id);

  it('takes a place in order when no seat is left, and a seat when one is', async () => {
    const day = newDay();
    const [first, second, third] = [
      await apply(day, 1, 0),
      await apply(day, 1, 1),
      await apply(day, 1, 2),
    ];
    expect((await find(first))?.status).toBe('received');
    expect(await find(third)).toMatchObject({ status: 'waitlisted', receivedAt: null });
    expect((await bookingOf(third))?.state).toBe('waiting');
    expect([await place(first), await place(second), await place(third)]).toEqual([
      undefined,
      1,
      2,
    ]);
    expect(await db().stores.waitingList.counts('course', day, day)).toEqual([
      { resource: 'course', day, slot: SLOT, waiting: 2 },
    ]);
    expect(await checkInvariants(db().driver)).toEqual([]);
  });

  it('gives a seat to the first in the commit that frees it, with event, moment and mail', async () => {
    const day = newDay();
    const [first, second, third] = [
      await apply(day, 1, 0),
      await apply(day, 1, 1),
      await apply(day, 1, 2),
    ];
    const later = minutesLater(60);
    await withdraw(first, course(1), later);
    expect(await find(second)).toMatchObject({ status: 'received', receivedAt: later });
    expect(await bookingOf(second)).toMatchObject({ state: 'confirmed', holdUntil: null });
    const events = await db().stores.applications.events(second);
    expect(events.map(({ type }) => type)).toEqual(['waitlisted', 'seat_given']);
    const mails = await db().stores.outbox.due(NOW, 100);
    expect(mails.filter(({ to }) => to === `${second}@example.jp`)).toHaveLength(1);
    expect(mails.filter(({ to }) => to === `${third}@example.jp`)).toEqual([]);
    expect(await place(third)).toBe(1);
    expect(await checkInvariants(db().driver)).toEqual([]);
  });

  it('orders those of the same moment by their ids', async () => {
    const day = newDay();
    await apply(day, 1, 0);
    const ids = [await apply(day, 1, 5), await apply(day, 1, 5), await apply(day, 1, 5)].sort();
    expect(await Promise.all(ids.map(place))).toEqual([1, 2, 3]);
  });

  it('has room for so many only, and refuses who did not agree to wait', async () => {
    const day = newDay();
    await apply(day, 1, 0);
    const { ifFull: _, ...unwilling } = sampleSubmission({
      booking: sampleBooking({ resource: 'course', day, claims: claims(day, 1) }),
    });
    const { applications } = db().stores;
    expect(await applications.submit(unwilling)).toEqual({ result: 'slot_taken' });
    await apply(day, 1, 1, willing(1));
    expect(await apply(day, 1, 2, willing(1))).toBe('slot_taken');
    expect(await applications.find(unwilling.application.id)).toBeUndefined();
  });

  it('lets nobody pass the line when the town adds seats, and gives those to it', async () => {
    const day = newDay();
    await apply(day, 1, 0);
    const waiting = [await apply(day, 1, 1), await apply(day, 1, 2), await apply(day, 1, 3)];
    const late = await apply(day, 3, 4);
    expect(await place(late)).toBe(4);
    const line = { resource: 'course', day, slot: SLOT };
    expect(await db().stores.waitingList.lines()).toContainEqual(line);
    const give = (seats: SeatGiving) =>
      db().stores.waitingList.giveSeats({ line, now: NOW, seats });
    expect(await give(course(undefined))).toBe(0);
    expect(await give(course(3))).toBe(2);
    expect(await Promise.all([...waiting, late].map(place))).toEqual([undefined, undefined, 1, 2]);
    expect(await checkInvariants(db().driver)).toEqual([]);
  });

  it('calls nobody to a day that is over, and ends their wait', async () => {
    const day = '2026-11-25';
    const [first, second] = [await apply(day, 1, 0), await apply(day, 1, 1)];
    const after = new Date('2026-11-26T09:00:00+09:00');
    const { waitingList, applications } = db().stores;
    expect(await waitingList.lapse({ today: '2026-11-25', now: after })).toBe(0);
    await withdraw(first, course(1), after);
    expect((await find(second))?.status).toBe('waitlisted');
    expect(await waitingList.lapse({ today: '2026-11-26', now: after })).toBe(1);
    expect(await find(second)).toMatchObject({ status: 'lapsed', closedAt: after });
    expect((await bookingOf(second))?.state).toBe('lapsed');
    expect((await applications.events(second)).at(-1)).toMatchObject({
      type: 'hold_expired',
      detail: { waiting: true },
    });
    expect(await checkInvariants(db().driver)).toEqual([]);
  });

  it('gives each seat once when many withdraw at the same moment', async () => {
    const day = newDay();
    const ids: string[] = [];
    for (let minute = 0; minute < 30; minute += 1) ids.push(await apply(day, 10, minute));
    // Some who wait leave the line in the same moment.
    const leaving = [...ids.slice(0, 10), ...ids.slice(12, 15)];
    // Half of them through another connection, as from another app server.
    const { dataDir, databaseUrl, keys } = db();
    const second = await openDatabase({ dataDir, databaseUrl });
    const both = [db().stores, storesOn(second, keys)];
    await Promise.all(
      leaving.map((id, index) => withdraw(id, course(10), NOW, both[index % 2] as Stores)),
    );
    await second.close();
    const left = ids.filter((id) => !leaving.includes(id));
    const states = await Promise.all(left.map(async (id) => (await bookingOf(id))?.state));
    expect(states).toEqual([...Array(10).fill('confirmed'), ...Array(7).fill('waiting')]);
    const [seats] = await db().stores.bookings.taken([`course-${day}`], day, day);
    expect(seats?.taken).toBe(10);
    expect(await checkInvariants(db().driver)).toEqual([]);
  });

  it('never sells too much, skips nobody, and leaves no seat free while somebody waits', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('book' as const), minute: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ do: fc.constant('withdraw' as const), who: fc.nat({ max: 30 }) }),
    );
    const steps = fc.array(step, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (capacity, todo) => {
        const day = newDay();
        /** The same rules again, in three lines: seats, and a line in order. */
        const seated: string[] = [];
        const line: { id: string; minute: number }[] = [];
        for (const one of todo) {
          const all = [...seated, ...line.map(({ id }) => id)];
          if (one.do === 'book') {
            const id = await apply(day, capacity, one.minute);
            if (seated.length < capacity) seated.push(id);
            else line.push({ id, minute: one.minute });
            line.sort((a, b) => a.minute - b.minute || (a.id < b.id ? -1 : 1));
          } else if (all.length > 0) {
            const id = all[one.who % all.length] as string;
            await withdraw(id, course(capacity));
            if (seated.includes(id)) {
              const next = line.shift();
              seated.splice(seated.indexOf(id), 1, ...(next ? [next.id] : []));
            } else
              line.splice(
                line.findIndex((waiting) => waiting.id === id),
                1,
              );
          }
          const [seats] = await db().stores.bookings.taken([`course-${day}`], day, day);
          expect(seats?.taken ?? 0).toBe(seated.length);
          expect(await Promise.all(line.map(({ id }) => place(id)))).toEqual(
            line.map((_, index) => index + 1),
          );
        }
        for (const id of seated) expect((await bookingOf(id))?.state).toBe('confirmed');
      }),
      { numRuns: 25 },
    );
    expect(await checkInvariants(db().driver)).toEqual([]);
  }, 120_000);
});
