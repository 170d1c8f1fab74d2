import { expect, it } from 'vitest';
import { loadResources } from '../../server/domain/bookings/load-resources.ts';
import { townAddresses } from '../../server/domain/procedures/load-town.ts';
import { tellStrandedBookings } from '../../server/jobs/tell-stranded-bookings.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Services } from '../../server/services.ts';
import { compileGood, sampleTown } from '../domain/procedures/sample-town.ts';

const wasteAreas = [
  { from: '', area: 'north' },
  { from: '2027-04-01', area: 'south' },
];
const TOWN = {
  ...sampleTown(),
  addresses: townAddresses(
    [{ postcode: '9990001', town: '中央町', kana: 'チュウオウチョウ', wasteAreas }],
    '見本県',
    '見本市',
  ),
};
const procedure = compileGood(
  `pages:
  - id: place
    title: 場所
    fields:
      home: { type: address }
  - id: day_page
    title: 日
    fields:
      date: { type: slot_picker, label: 日, slots: one, resource: '"waste-" + waste_area(home, day)' }
`,
  TOWN,
);
const home = {
  postcode: '9990001',
  prefecture: '見本県',
  city: '見本市',
  town: '中央町',
  street: '1',
  building: '',
};

const booked = (number: string, day: string) => ({
  applicationId: number,
  number,
  resource: 'waste-north',
  day,
  slots: ['day'],
});

it('names who can not be collected as booked: closed, or another area by then', async () => {
  const now = new Date('2027-03-20T12:00:00+09:00');
  const upcoming = [
    booked('fine', '2027-03-30'),
    booked('closed', '2027-03-31'),
    booked('moved', '2027-04-06'),
  ];
  const services = {
    clock: fixedClock('2027-03-20T12:00:00+09:00'),
    resources: loadResources('procedures').resources,
    procedureVersion: async () => procedure,
    stores: {
      bookings: { upcoming: async () => upcoming },
      applications: { find: async () => ({ answers: { home }, submittedAt: now }) },
    },
  } as unknown as Services;
  const told: { number: string; reason: string }[] = [];
  await tellStrandedBookings(services, {
    warn: ({ bookings }: { bookings: typeof told }) => void told.push(...bookings),
  } as never);
  expect(told.map(({ number, reason }) => [number, reason])).toEqual([
    ['closed', 'closed'],
    ['moved', 'area_changed'],
  ]);
});
