import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import { slotMonth } from '../../../server/routes/apply/slot-month.ts';
import type { Services } from '../../../server/services.ts';

const { resources } = loadResources('procedures');
const services = {
  resources,
  stores: {
    bookings: {
      taken: async () => [],
    },
  },
} as unknown as Services;

/** An address that belongs to the north (Tuesdays) until 17 March 2027, then to the east (Thursdays). */
const on = (day: string) => resources.find(day < '2027-03-18' ? 'waste-north' : 'waste-east');

describe('the month of a slot picker whose area changes on a day', () => {
  it('shows each day by the area that the address belongs to then', async () => {
    const { days } = await slotMonth(services, { on, today: '2027-02-20' }, '2027-03');
    const collected = days.filter(({ state }) => state === 'open').map(({ day }) => day.slice(8));
    expect(collected).toEqual(['02', '09', '16', '18', '25']);
  });

  it('looks ahead to the first month with a free day', async () => {
    const late = await slotMonth(services, { on, today: '2027-03-29' }, undefined);
    expect(late.month).toBe('2027-04');
  });

  it('says of days without any area that nothing is collected', async () => {
    const nowhere = await slotMonth(
      services,
      { on: () => undefined, today: '2027-02-20' },
      '2027-03',
    );
    expect(new Set(nowhere.days.map(({ closing }) => closing))).toEqual(new Set(['no_collection']));
  });
});
