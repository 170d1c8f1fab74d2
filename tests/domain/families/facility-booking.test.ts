import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { answered, town } from './real-town.ts';

// A Wednesday, a Saturday, and a holiday (天皇誕生日, a Tuesday).
const WEEKDAY = '2026-12-02';
const SATURDAY = '2026-12-05';
const HOLIDAY = '2027-02-23';
const TODAY = '2026-11-21';

interface Use {
  readonly slots?: readonly string[];
  readonly day?: string;
  readonly purpose?: string;
  readonly admission?: number;
  readonly overtime?: string;
  readonly more?: Answers;
}

function book(facility: string, use: Use = {}) {
  const { slots = ['am'], day = WEEKDAY, purpose = 'amateur', admission = 0, overtime = '0' } = use;
  const answers = {
    facility,
    user_kind: 'resident',
    slot: { resource: facility, day, slots: [...slots] },
    purpose,
    people: 10,
    charges_admission: admission > 0,
    ...(admission > 0 && { admission_yen: admission }),
    overtime_minutes: overtime,
    ...use.more,
  };
  return answered('facility-booking', answers, TODAY);
}

describe('the arena, by the table of 長門市', () => {
  // Forenoon, afternoon, evening, one hour over; without admission and with it.
  const TABLE = {
    amateur: [
      [3600, 4800, 4800, 1200],
      [7200, 9600, 9600, 2400],
    ],
    nonprofit: [
      [14400, 19200, 19200, 4800],
      [28800, 38400, 38400, 9600],
    ],
    commercial: [
      [28800, 38400, 38400, 9600],
      [57600, 76800, 76800, 19200],
    ],
  };
  const cases = Object.entries(TABLE).flatMap(([purpose, [free = [], charged = []]]) => [
    { purpose, admission: 0, yen: free },
    { purpose, admission: 500, yen: charged },
  ]);
  it.each(cases)('$purpose, admission $admission yen', ({ purpose, admission, yen }) => {
    const fee = (use: Use) => book('arena', { purpose, admission, ...use }).fee;
    const [am = 0, pm = 0, night = 0, hour = 0] = yen;
    expect([['am'], ['pm'], ['night']].map((slots) => fee({ slots }))).toEqual([am, pm, night]);
    expect(fee({ slots: ['am', 'pm', 'night'] })).toBe(am + pm + night);
    expect(['30', '60'].map((overtime) => fee({ overtime }))).toEqual([am + hour, am + hour]);
    // The ordinance names every amount: weekends and high admission change nothing.
    expect(fee({ day: SATURDAY })).toBe(am);
  });
});

describe('the other halls, by the table of クローバープラザ', () => {
  // × 1.2 on weekends and holidays, × 1.5 from 1,001 yen of admission, × 3 for business; to 10 yen down.
  it.each([
    ['hall', {}, 5730],
    ['hall', { slots: ['pm'] }, 7650],
    ['hall', { slots: ['night'] }, 6860],
    ['hall', { day: SATURDAY }, 6870],
    ['hall', { day: HOLIDAY }, 6870],
    ['hall', { admission: 1000 }, 5730],
    ['hall', { admission: 1001 }, 8590],
    ['hall', { purpose: 'nonprofit' }, 5730],
    ['hall', { purpose: 'commercial' }, 17190],
    ['hall', { day: SATURDAY, admission: 1001, purpose: 'commercial' }, 30940],
    ['hall', { slots: ['am', 'pm', 'night'] }, 20240],
    ['hall', { slots: ['pm'], overtime: '30' }, 9560],
    ['arena-half-a', {}, 2870],
    ['arena-half-b', { slots: ['pm'], day: SATURDAY }, 4590],
    ['table-tennis', { slots: ['am', 'pm'] }, 3340],
    ['table-tennis', { slots: ['night'], overtime: '60' }, 2210],
    ['meeting-room', {}, 1200],
    ['meeting-room', { day: SATURDAY }, 1440],
  ])('%s %o: %i yen', (facility, use, yen) => {
    expect(book(facility, use).fee).toBe(yen);
  });
});

describe('how many people', () => {
  const HOLDS = {
    arena: 800,
    'arena-half-a': 100,
    'arena-half-b': 100,
    'table-tennis': 30,
    hall: 300,
    'meeting-room': 24,
  };
  it.each(Object.entries(HOLDS))('%s holds %i', (facility, people) => {
    const errors = (more: Answers) => book(facility, { more }).errors;
    expect(errors({ people })).toEqual([]);
    expect(errors({ people: people + 1 })).toEqual(['too_many_people']);
  });
  it('is known of every hall', () => {
    const halls = town.resources.inGroup('facilities').map(({ id }) => id);
    expect(Object.keys(HOLDS).sort()).toEqual([...halls].sort());
  });
});

describe('people from outside', () => {
  it.each([
    ['resident', '2027-01-20', []],
    ['commuter', '2027-01-20', []],
    ['outside', '2026-12-19', []],
    ['outside', '2026-12-22', ['outside_too_early']],
  ])('%s books %s: %j', (user_kind, day, errors) => {
    expect(book('meeting-room', { day, more: { user_kind } }).errors).toEqual(errors);
  });
});

it('the start page says from when to when halls close their booking', () => {
  const days = town.resources
    .inGroup('facilities')
    .flatMap(({ versions }) => versions)
    .map(({ window: { closes } }) => ('daysBefore' in closes ? closes.daysBefore : Number.NaN));
  const text = procedureOf(town.library, 'facility-booking').text('ja', 'deadline.text');
  expect(text).toContain(`使う日の${Math.min(...days)}日前から${Math.max(...days)}日前まで`);
});
