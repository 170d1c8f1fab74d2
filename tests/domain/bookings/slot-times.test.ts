import { expect, it } from 'vitest';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { slotTimes } from '../../../server/domain/bookings/slot-times.ts';

const arena = loadResources('procedures').resources.find('arena') as Resource;

it.each([
  [['am'], '2026-12-05T00:00:00Z', '2026-12-05T03:00:00Z'],
  [['night'], '2026-12-05T09:00:00Z', '2026-12-05T13:00:00Z'],
  [['night', 'am'], '2026-12-05T00:00:00Z', '2026-12-05T13:00:00Z'],
  [['a slot of last year'], '2026-12-05T00:00:00Z', '2026-12-05T13:00:00Z'],
])('%j, in hours of Tokyo', (slots, start, end) => {
  expect(slotTimes(arena, '2026-12-05', slots)).toEqual({
    start: new Date(start),
    end: new Date(end),
  });
});
