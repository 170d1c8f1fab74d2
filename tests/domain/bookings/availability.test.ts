import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayAvailability,
  isBookable,
  monthAvailability,
} from '../../../server/domain/bookings/availability.ts';
import type { TakenSeats } from '../../../server/domain/bookings/booking-store.ts';
import { checkSlotAnswer } from '../../../server/domain/bookings/check-slot-answer.ts';
import { claimsFor } from '../../../server/domain/bookings/claims.ts';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { rulesOn } from '../../../server/domain/bookings/rules-on.ts';

const { resources } = loadResources('procedures');
const resource = (id: string) => resources.find(id) as Resource;
const facilities = resources.inGroup('facilities');

const TODAY = '2026-11-21';
const DAY = '2026-12-02';

/** What the store would count after these bookings. */
function taken(...bookings: [resource: string, slots: string[], day?: string][]): TakenSeats[] {
  return bookings.flatMap(([id, slots, day = DAY]) =>
    claimsFor(resource(id), day, slots).map(({ atom, slot }) => ({ atom, day, slot, taken: 1 })),
  );
}

const left = (id: string, rows: readonly TakenSeats[]) =>
  Object.fromEntries(
    dayAvailability(resource(id), DAY, { today: TODAY, taken: rows }).slots.map((slot) => [
      slot.slot,
      slot.left,
    ]),
  );

describe('the whole arena and its halves exclude each other', () => {
  it('whole booked: no half is free then, and at other times both are', () => {
    const rows = taken(['arena', ['am']]);
    expect(left('arena-half-a', rows)).toEqual({ am: 0, pm: 1, night: 1 });
    expect(left('arena-half-b', rows)).toEqual({ am: 0, pm: 1, night: 1 });
  });
  it('one half booked: the whole is not free, the other half is', () => {
    const rows = taken(['arena-half-a', ['pm']]);
    expect(left('arena', rows)).toEqual({ am: 1, pm: 0, night: 1 });
    expect(left('arena-half-b', rows)).toEqual({ am: 1, pm: 1, night: 1 });
  });
  it('the hall has nothing to do with it', () => {
    expect(left('hall', taken(['arena', ['am', 'pm', 'night']]))).toEqual({
      am: 1,
      pm: 1,
      night: 1,
    });
  });
});

describe('the state of a day', () => {
  const state = (id: string, day: string, today = TODAY, rows: TakenSeats[] = []) =>
    dayAvailability(resource(id), day, { today, taken: rows }).state;

  it('open, few, full', () => {
    expect(state('hall', DAY)).toBe('open');
    expect(state('hall', DAY, TODAY, taken(['hall', ['am']]))).toBe('few');
    expect(state('hall', DAY, TODAY, taken(['hall', ['am', 'pm', 'night']]))).toBe('full');
  });

  it('a collection round is "few" when a fifth of its seats is left, "full" with none', () => {
    const round = (count: number) => [
      { atom: 'waste-north', day: '2026-12-01', slot: 'day', taken: count },
    ];
    expect(state('waste-north', '2026-12-01', TODAY, round(9))).toBe('open');
    expect(state('waste-north', '2026-12-01', TODAY, round(10))).toBe('few');
    expect(state('waste-north', '2026-12-01', TODAY, round(12))).toBe('full');
  });

  it.each([
    ['arena', '2026-11-20', TODAY, 'past'],
    ['arena', '2026-11-21', TODAY, 'too_late'],
    ['arena', '2026-11-22', TODAY, 'too_late'],
    ['arena', '2026-11-23', TODAY, 'too_late'], // a Monday holiday: open, but too near
    ['arena', '2026-11-24', TODAY, 'closed'], // closed in its place
    ['arena', '2026-11-25', TODAY, 'open'],
    ['arena', '2026-11-24', '2026-11-21', 'closed'],
    ['arena', '2027-02-28', TODAY, 'open'],
    ['arena', '2027-03-02', TODAY, 'too_early'],
    ['arena', '2027-03-02', '2026-12-01', 'open'],
    ['arena', '2026-12-31', TODAY, 'closed'],
    ['hall', '2026-11-27', TODAY, 'too_late'],
    ['hall', '2026-11-28', TODAY, 'open'],
    ['waste-north', '2026-11-24', TODAY, 'too_late'],
    ['waste-north', '2026-12-01', '2026-11-24', 'open'], // five open days before, over a holiday
    ['waste-north', '2026-12-01', '2026-11-25', 'too_late'],
  ])('%s on %s, seen on %s: %s', (id, day, today, expected) => {
    expect(state(id, day, today)).toBe(expected);
  });

  it('says why it is closed', () => {
    const closed = dayAvailability(resource('hall'), '2027-01-27', { today: TODAY, taken: [] });
    expect(closed.closing).toBe('single');
    expect(closed.reason?.ja).toContain('点検');
  });

  it('a month has all its days', () => {
    const days = monthAvailability(resource('hall'), '2028-02', { today: TODAY, taken: [] });
    expect(days).toHaveLength(29);
    expect(days.at(-1)?.day).toBe('2028-02-29');
  });
});

describe('checking the answer of a slot picker', () => {
  const check = (id: string, day: string, slots: string[], rows: TakenSeats[] = []) =>
    checkSlotAnswer(resource(id), { resource: id, day, slots }, { today: TODAY, taken: rows })[0];
  it('a free slot has no error', () => {
    expect(check('hall', DAY, ['am', 'night'])).toBeUndefined();
  });
  it.each([
    ['', ['am'], 'slot_required', 'slot.day'],
    ['2026-02-30', ['am'], 'slot_required', 'slot.day'],
    [DAY, [], 'slot_required', 'slot.slots'],
    [DAY, ['dawn'], 'slot_unknown', 'slot.slots'],
    [DAY, ['am', 'am'], 'slot_unknown', 'slot.slots'],
    ['2026-11-20', ['am'], 'slot_past', 'slot.day'],
    ['2026-12-07', ['am'], 'slot_closed', 'slot.day'],
    ['2026-11-22', ['am'], 'slot_too_late', 'slot.day'],
    ['2027-06-01', ['am'], 'slot_too_early', 'slot.day'],
  ])('%s %j: %s', (day, slots, code, input) => {
    expect(check('hall', day, slots)).toMatchObject({ code, input, field: 'slot' });
  });
  it('says from when and until when', () => {
    expect(check('hall', '2027-06-01', ['am'])?.params).toEqual({
      day: '2027-06-01',
      opens: '2026-12-01',
    });
    expect(check('hall', '2026-11-22', ['am'])?.params?.['closes']).toBe('2026-11-15');
  });
  it('one taken slot among several is full; a full day too', () => {
    const rows = taken(['hall', ['pm']]);
    expect(check('hall', DAY, ['am', 'pm'], rows)?.code).toBe('slot_full');
    expect(check('hall', DAY, ['am'], rows)).toBeUndefined();
    expect(check('hall', DAY, ['am'], taken(['hall', ['am', 'pm', 'night']]))?.code).toBe(
      'slot_full',
    );
  });
  it('a resource that is gone, or another than the answer names', () => {
    const answer = { resource: 'pool', day: DAY, slots: ['am'] };
    const context = { today: TODAY, taken: [] };
    expect(checkSlotAnswer(undefined, answer, context)[0]?.code).toBe('slot_unknown');
    expect(checkSlotAnswer(resource('hall'), answer, context)[0]?.code).toBe('slot_unknown');
  });
});

describe('whatever was booked before', () => {
  const SLOTS = ['am', 'pm', 'night'];
  const ids = facilities.map(({ id }) => id);
  const booking = fc.record({
    id: fc.constantFrom(...ids),
    slots: fc.subarray(SLOTS, { minLength: 1 }),
  });

  it('a slot shown as free can be claimed, and claims of overlapping resources conflict', () => {
    fc.assert(
      fc.property(fc.array(booking, { maxLength: 12 }), (wishes) => {
        // The database's rule: one claim for each atom, day and slot.
        const claimed = new Set<string>();
        const rows: TakenSeats[] = [];
        for (const { id, slots } of wishes) {
          const claims = claimsFor(resource(id), DAY, slots);
          const keys = claims.map(({ atom, slot }) => `${atom}/${slot}`);
          const conflict = keys.some((key) => claimed.has(key));
          const answer = { resource: id, day: DAY, slots };
          const errors = checkSlotAnswer(resource(id), answer, { today: TODAY, taken: rows });
          expect(errors.length > 0).toBe(conflict);
          if (conflict) continue;
          for (const key of keys) claimed.add(key);
          rows.push(...claims.map(({ atom, slot }) => ({ atom, slot, day: DAY, taken: 1 })));
        }
      }),
    );
  });

  it('never more seats are shown than capacity minus claims', () => {
    const seats = fc.array(
      fc.record({
        atom: fc.constantFrom('arena-half-a', 'arena-half-b', 'hall', 'waste-north'),
        day: fc.constantFrom('2026-12-01', DAY),
        slot: fc.constantFrom('am', 'pm', 'day'),
        taken: fc.integer({ min: 0, max: 15 }),
      }),
      { maxLength: 8 },
    );
    const id = fc.constantFrom('arena', 'arena-half-a', 'hall', 'waste-north');
    fc.assert(
      fc.property(seats, id, (rows, chosen) => {
        const one = resource(chosen);
        for (const day of monthAvailability(one, '2026-12', { today: TODAY, taken: rows })) {
          for (const { slot, left } of day.slots) {
            for (const atom of one.atoms) {
              const claims = rows
                .filter((row) => row.atom === atom && row.day === day.day && row.slot === slot)
                .reduce((sum, row) => sum + row.taken, 0);
              expect(left).toBeLessThanOrEqual(Math.max(0, rulesOn(one, DAY).capacity - claims));
            }
            expect(left).toBeGreaterThanOrEqual(0);
          }
          const some = day.slots.some((slot) => slot.left > 0);
          expect(isBookable(day.state)).toBe(some);
        }
      }),
    );
  });
});
