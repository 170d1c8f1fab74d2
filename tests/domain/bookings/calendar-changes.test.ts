import { expect, it } from 'vitest';
import {
  calendarChanges,
  newlyStranded,
} from '../../../server/domain/bookings/calendar-changes.ts';
import type {
  Resource,
  Resources,
  RulesVersion,
} from '../../../server/domain/bookings/resources.ts';

const LABEL = { ja: '午前' };
const RULES: RulesVersion = {
  from: '',
  capacity: 2,
  slots: [{ id: 'am', from: '09:00', to: '12:00', label: LABEL }],
  opening: { holidays: 'open', closed: [], weeklyClosing: { weekdays: [1], onHoliday: 'closed' } },
  window: { opens: { monthsBefore: 1, firstOfMonth: false }, closes: { daysBefore: 1 } },
};
function town(...versions: [RulesVersion, ...RulesVersion[]]): Resources {
  const gym: Resource = {
    id: 'gym',
    group: 'x',
    name: { ja: '体育館' },
    place: LABEL,
    atoms: ['gym'],
    versions,
  };
  return { find: (id) => (id === 'gym' ? gym : undefined), inGroup: () => [gym], all: () => [gym] };
}
const tuesdays = {
  ...RULES.opening,
  weeklyClosing: { weekdays: [2], onHoliday: 'closed' as const },
};
// Sunday; a fortnight has two Mondays and two Tuesdays.
const scene = { today: '2026-11-22', count: 14, taken: [] };

it('says which days open and close, and how many seats residents have less or more', () => {
  expect(calendarChanges(town(RULES), town(RULES), scene)).toEqual([]);
  const taken = [{ atom: 'gym', day: '2026-12-01', slot: 'am', taken: 1 }];
  const later = { ...RULES, from: '2026-11-30', opening: tuesdays };
  const found = calendarChanges(town(RULES), town(RULES, later), { ...scene, taken });
  expect(found).toMatchObject([
    {
      days: { before: 12, after: 12 },
      // Today can't be booked any more; of Tuesday's two seats one is taken.
      seats: { before: 11 * 2 - 1, after: 11 * 2 },
      opens: ['2026-11-30'],
      closes: ['2026-12-01'],
      otherTimes: [],
    },
  ]);
  const slots = [{ id: 'am', from: '09:30', to: '12:00', label: LABEL }];
  const [times] = calendarChanges(town(RULES), town({ ...RULES, slots }), scene);
  expect([times?.otherTimes.length, times?.closes, times?.seats.after]).toEqual([12, [], 22]);
});

it('names bookings that the new rules would refuse, and none that was wrong before', () => {
  const booked = (applicationId: string, day: string) => ({
    applicationId,
    number: applicationId,
    resource: 'gym',
    day,
    slots: ['am'],
  });
  const all = [booked('tuesday', '2026-12-01'), booked('monday', '2026-11-30')];
  const after = town({
    ...RULES,
    opening: { ...tuesdays, weeklyClosing: { weekdays: [1, 2], onHoliday: 'closed' } },
  });
  expect(
    newlyStranded(town(RULES), after, all).map(({ number, reason }) => [number, reason]),
  ).toEqual([['tuesday', 'closed']]);
});
