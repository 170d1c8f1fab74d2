import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayAvailability,
  monthAvailability,
} from '../../../server/domain/bookings/availability.ts';
import { lastMonth } from '../../../server/domain/bookings/booking-window.ts';
import { checkSlotAnswer } from '../../../server/domain/bookings/check-slot-answer.ts';
import { claimsFor } from '../../../server/domain/bookings/claims.ts';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource, RulesVersion } from '../../../server/domain/bookings/resources.ts';
import { rulesOn } from '../../../server/domain/bookings/rules-on.ts';
import { strandedBookings } from '../../../server/domain/bookings/stranded-bookings.ts';
import { addDays } from '../../../server/lib/jst-date.ts';

const { resources } = loadResources('procedures');
const hall = resources.find('hall') as Resource;
const east = resources.find('waste-east') as Resource;

const [first] = hall.versions;
const EVENING = { ...first.slots[0]!, id: 'late', from: '19:00', to: '22:00' };

/** From 1 April 2027: one slot of three seats, and no closing day. */
const changed: Resource = {
  ...hall,
  versions: [
    first,
    {
      ...first,
      from: '2027-04-01',
      capacity: 3,
      slots: [EVENING],
      opening: { holidays: 'open', closed: [] },
    },
  ],
};

describe('the border of 31 March and 1 April', () => {
  const context = { today: '2027-02-01', taken: [] };
  it('the hall of the sample town opens on Mondays from its day on, not before', () => {
    const monday = (day: string) => dayAvailability(hall, day, context).state;
    expect(monday('2027-03-29')).toBe('closed');
    expect(monday('2027-04-05')).toBe('open');
  });
  it('a month view shows both sides by their own rules', () => {
    const april = {
      ...changed,
      versions: [first, { ...changed.versions[1]!, from: '2027-04-15' }],
    } as Resource;
    const days = monthAvailability(april, '2027-04', context);
    const slots = (day: number) => days[day - 1]?.slots.map(({ slot, left }) => `${slot} ${left}`);
    expect(slots(14)).toEqual(['am 1', 'pm 1', 'night 1']);
    expect(slots(15)).toEqual(['late 3']);
    expect(days[11]?.state).toBe('closed');
    expect(days[18]?.state).toBe('open');
  });
  it('collects on the new weekdays from that day on', () => {
    const collected = (month: string) =>
      monthAvailability(east, month, { today: '2027-03-01', taken: [] })
        .filter(({ state }) => state !== 'closed')
        .map(({ day }) => Number(day.slice(8)));
    expect(collected('2027-03')).toEqual([4, 11, 18, 25]);
    expect(collected('2027-04').slice(0, 4)).toEqual([1, 5, 8, 12]);
  });
  it('answers and claims go by the day of use, not by today', () => {
    const check = (day: string, slot: string) =>
      checkSlotAnswer(changed, { resource: 'hall', day, slots: [slot] }, context).map(
        ({ code }) => code,
      );
    expect(check('2027-03-31', 'am')).toEqual([]);
    expect(check('2027-03-31', 'late')).toEqual(['slot_unknown']);
    expect(check('2027-04-01', 'am')).toEqual(['slot_unknown']);
    expect(check('2027-04-01', 'late')).toEqual([]);
    expect(claimsFor(changed, '2027-03-31', ['am'])[0]?.capacity).toBe(1);
    expect(claimsFor(changed, '2027-04-01', ['late'])[0]?.capacity).toBe(3);
  });
  it('a longer window counts for its own days only', () => {
    const opens = { monthsBefore: 12, firstOfMonth: true };
    const wide: Resource = {
      ...hall,
      versions: [first, { ...first, from: '2027-04-01', window: { ...first.window, opens } }],
    };
    expect(lastMonth(hall, '2026-08-10')).toBe('2027-02');
    expect(lastMonth(wide, '2026-08-10')).toBe('2027-08');
    expect(dayAvailability(wide, '2027-03-31', { today: '2026-08-10', taken: [] }).state).toBe(
      'too_early',
    );
    expect(dayAvailability(wide, '2027-04-01', { today: '2026-08-10', taken: [] }).state).toBe(
      'open',
    );
  });
});

it('for any versions: the newest one not after the day holds', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days));
  const froms = fc.uniqueArray(day, { maxLength: 8 }).map((days) => days.sort());
  fc.assert(
    fc.property(froms, day, (days, any) => {
      const versions = ['', ...days].map((from): RulesVersion => ({ ...first, from }));
      const resource = { ...hall, versions: versions as never };
      for (const on of [any, ...days, ...days.map((from) => addDays(from, -1))]) {
        const before = ['', ...days].filter((from) => from <= on).sort();
        expect(rulesOn(resource, on).from).toBe(before.at(-1));
      }
    }),
  );
});

describe('bookings on days whose rules have changed', () => {
  const find = (id: string) => (id === 'hall' ? changed : undefined);
  const told = (...bookings: [number: string, resource: string, day: string, slot: string][]) =>
    strandedBookings(
      { find, inGroup: () => [], all: () => [] },
      bookings.map(([number, resource, day, slot]) => ({
        applicationId: number,
        number,
        resource,
        day,
        slots: [slot],
      })),
    ).map(({ number, reason }) => `${number} ${reason}`);
  it('are named with the reason; what agrees is not', () => {
    expect(
      told(
        ['1', 'hall', '2027-03-31', 'am'],
        ['2', 'hall', '2027-04-01', 'am'],
        ['3', 'pool', '2027-04-01', 'am'],
        ['4', 'hall', '2027-03-29', 'am'],
        ['5', 'hall', '2027-04-05', 'late'],
      ),
    ).toEqual(['2 slot_gone', '3 resource_gone', '4 closed']);
  });
  it('of too many in one slot, the last ones are', () => {
    const four = ['1', '2', '3', '4'].map((n) => [n, 'hall', '2027-04-05', 'late'] as const);
    expect(told(...four.map(([...row]) => row as [string, string, string, string]))).toEqual([
      '4 too_many',
    ]);
  });
});
