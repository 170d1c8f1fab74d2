import { expect, it } from 'vitest';
import { sampleBookings } from '../../server/cli/sample-bookings.ts';
import {
  checkSlotAnswer,
  type SlotAnswer,
} from '../../server/domain/bookings/check-slot-answer.ts';
import { claimsFor } from '../../server/domain/bookings/claims.ts';
import { loadResources } from '../../server/domain/bookings/load-resources.ts';

const { resources } = loadResources('procedures');

it.each(['2026-11-21', '2026-12-20', '2027-04-25'])(
  'seen from %s, every sample booking could really be made, one after the other',
  (today) => {
    const taken: { atom: string; day: string; slot: string; taken: number }[] = [];
    const bookings = sampleBookings(resources, today);
    expect(bookings.length).toBeGreaterThan(40);
    expect(bookings.length).toBeLessThan(150);
    for (const { answers } of bookings) {
      const answer = answers['slot'] as unknown as SlotAnswer;
      const resource = resources.find(answer.resource)!;
      expect(checkSlotAnswer(resource, answer, { today, taken })).toEqual([]);
      const claims = claimsFor(resource, answer.day, answer.slots);
      taken.push(...claims.map(({ atom, slot }) => ({ atom, slot, day: answer.day, taken: 1 })));
    }
    const whole = bookings.filter(
      ({ answers }) => (answers['slot'] as unknown as SlotAnswer).slots.length === 3,
    );
    expect(whole.length).toBeGreaterThan(5);
  },
);

it('is the same every time', () => {
  expect(sampleBookings(resources, '2026-11-21')).toEqual(sampleBookings(resources, '2026-11-21'));
});
