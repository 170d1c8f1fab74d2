import { expect, it } from 'vitest';
import { alternatives, alternativesSpan } from '../../../server/domain/bookings/alternatives.ts';
import { claimsFor } from '../../../server/domain/bookings/claims.ts';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';

const { resources } = loadResources('procedures');
const facilities = resources.inGroup('facilities');
const resource = (id: string) => resources.find(id) as Resource;
const TODAY = '2026-11-21';
const DAY = '2026-12-05';

const taken = (id: string, day: string, slots: string[]) =>
  claimsFor(resource(id), day, slots).map(({ atom, slot }) => ({ atom, slot, day, taken: 1 }));

it('offers other times, the nearest days and other places, and nothing that is taken', () => {
  const rows = [
    ...taken('hall', DAY, ['am', 'night']),
    ...taken('hall', '2026-12-06', ['am']),
    ...taken('arena-half-a', DAY, ['am']),
  ];
  const found = alternatives({ resource: 'hall', day: DAY, slots: ['am'] }, facilities, {
    today: TODAY,
    taken: rows,
  }).map(({ kind, resource: { id }, day, slots }) => [kind, id, day, slots.join()]);
  expect(found).toEqual([
    ['other_slot', 'hall', DAY, 'pm'],
    ['other_day', 'hall', '2026-12-03', 'am'],
    ['other_day', 'hall', '2026-12-04', 'am'],
    ['other_day', 'hall', '2026-12-08', 'am'], // the 7th is a Monday
    ['other_resource', 'arena-half-b', DAY, 'am'],
    ['other_resource', 'table-tennis', DAY, 'am'],
    ['other_resource', 'meeting-room', DAY, 'am'],
  ]);
});

it('for a collection: the nearest rounds with room', () => {
  const areas = [resource('waste-north')];
  const full = { atom: 'waste-north', day: '2026-12-08', slot: 'day', taken: 12 };
  const wanted = { resource: 'waste-north', day: '2026-12-08', slots: ['day'] };
  const found = alternatives(wanted, areas, { today: TODAY, taken: [full] });
  expect(found.map(({ day }) => day)).toEqual(['2026-12-01', '2026-12-15', '2026-12-22']);
});

it('nothing for a resource that is gone', () => {
  const wanted = { resource: 'pool', day: DAY, slots: ['am'] };
  expect(alternatives(wanted, facilities, { today: TODAY, taken: [] })).toEqual([]);
});

it('names the seats that it must see', () => {
  const span = alternativesSpan({ resource: 'hall', day: DAY, slots: [] }, facilities);
  expect(span).toEqual({
    atoms: ['arena-half-a', 'arena-half-b', 'table-tennis', 'hall', 'meeting-room'],
    from: '2026-11-07',
    to: '2027-01-02',
  });
});
