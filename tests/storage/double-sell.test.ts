import { describe, expect, it } from 'vitest';
import type { Submission } from '../../server/domain/applications/application.ts';
import type { SubmitOutcome } from '../../server/domain/applications/application-store.ts';
import { DATABASES, type TestDatabase, useDatabase } from './each-database.ts';
import { runSeller } from './run-seller.ts';
import { sampleBooking, sampleSubmission } from './samples.ts';

type Seller = (submission: Submission) => Promise<SubmitOutcome>;

/** Many at once for one slot. @returns how many were told that they have it, and seats really taken */
async function race({ stores }: TestDatabase, sell: Seller, day: string, capacity: number) {
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, () =>
      sell(sampleSubmission({ booking: sampleBooking({ day, capacity }) })),
    ),
  );
  const seats = await stores.bookings.taken(['hall'], day, day);
  return {
    sold: outcomes.filter(({ result }) => result === 'submitted').length,
    refused: outcomes.filter(({ result }) => result === 'slot_taken').length,
    taken: seats[0]?.taken ?? 0,
  };
}

/** How not to do it: looks first, writes afterwards. */
function checkThenInsert({ stores, driver }: TestDatabase): Seller {
  let seat = 0;
  return async ({ booking, ...rest }) => {
    const { day, claims } = booking as NonNullable<typeof booking>;
    const [before] = await stores.bookings.taken(['hall'], day, day);
    if ((before?.taken ?? 0) >= (claims[0]?.capacity ?? 0)) return { result: 'slot_taken' };
    const planted = { ...sampleBooking({ day }), claims: [] };
    await stores.applications.submit({ ...rest, booking: planted });
    await driver.write(async ({ db, tables: { slotClaims } }) => {
      seat += 1;
      const claim = { atom: 'hall', day, slot: 'morning', seat, bookingId: planted.id };
      await db.insert(slotClaims).values(claim);
    });
    return { result: 'submitted' };
  };
}

describe.each(DATABASES)('selling a slot (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it.each([1, 7])('sells %i seats to as many and refuses the rest', async (capacity) => {
    const { submit } = db().stores.applications;
    const day = `2026-12-1${capacity}`;
    expect(await race(db(), submit, day, capacity)).toEqual({
      sold: capacity,
      refused: 60 - capacity,
      taken: capacity,
    });
  });

  it('would show a sale that looks first and writes afterwards', async () => {
    const { sold, taken } = await race(db(), checkThenInsert(db()), '2026-12-20', 1);
    expect(sold).toBeGreaterThan(1);
    expect(taken).toBeGreaterThan(1);
  });

  it('lets the primary key refuse a seat whoever writes it', async () => {
    const first = sampleSubmission({ booking: sampleBooking({ day: '2026-12-21' }) });
    await db().stores.applications.submit(first);
    const twice = db().driver.write(async ({ db, tables: { slotClaims } }) => {
      await db.insert(slotClaims).values({
        atom: 'hall',
        day: '2026-12-21',
        slot: 'morning',
        seat: 0,
        bookingId: first.booking?.id ?? '',
      });
    });
    await expect(twice).rejects.toThrow();
  });

  it('sells no seat twice from four processes at once', async () => {
    const work = { clients: 100, capacity: 150 };
    const lines = await Promise.all(Array.from({ length: 4 }, () => runSeller(db(), work)));
    const results = lines.flat().map((line) => line.split(' ')[0]);
    expect(results.filter((result) => result === 'submitted')).toHaveLength(150);
    expect(results.filter((result) => result === 'slot_taken')).toHaveLength(250);
    const seats = await db().stores.bookings.taken(['hall'], '2026-12-01', '2026-12-01');
    expect(seats).toEqual([{ atom: 'hall', day: '2026-12-01', slot: 'morning', taken: 150 }]);
    expect((await db().stores.audit.verify()).brokenAt).toBeNull();
  }, 120_000);
});
