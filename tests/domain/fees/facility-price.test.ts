import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { type FacilityUse, facilityPrice } from '../../../server/domain/fees/facility-price.ts';

const { resources } = loadResources('procedures');
const resource = (id: string) => resources.find(id) as Resource;

const WEDNESDAY = '2026-12-02';
const SATURDAY = '2026-12-05';
const SUNDAY = '2026-12-06';
const HOLIDAY = '2026-11-23'; // 勤労感謝の日, a Monday

const use = (change: Partial<FacilityUse>): FacilityUse => ({
  day: WEDNESDAY,
  slots: ['am'],
  purpose: 'amateur',
  charges_admission: false,
  admission_yen: 0,
  overtime_minutes: 0,
  ...change,
});

describe('the ordinance names an amount for each class of use (ながと総合体育館 アリーナ)', () => {
  const charged = { charges_admission: true, admission_yen: 500 };
  it.each([
    ['amateur, free', {}, [3600, 4800, 4800, 1200]],
    ['nonprofit, free', { purpose: 'nonprofit' }, [14400, 19200, 19200, 4800]],
    ['commercial, free', { purpose: 'commercial' }, [28800, 38400, 38400, 9600]],
    ['amateur, admission', charged, [7200, 9600, 9600, 2400]],
    ['nonprofit, admission', { ...charged, purpose: 'nonprofit' }, [28800, 38400, 38400, 9600]],
    ['commercial, admission', { ...charged, purpose: 'commercial' }, [57600, 76800, 76800, 19200]],
  ] as const)('%s', (_, change, [am, pm, night, hour]) => {
    const price = (slots: string[], overtime_minutes = 0) =>
      facilityPrice(resource('arena'), use({ ...change, slots, overtime_minutes })).yen;
    expect(price(['am'])).toBe(am);
    expect(price(['pm'])).toBe(pm);
    expect(price(['night'])).toBe(night);
    expect(price(['night'], 60)).toBe(night + hour);
  });

  it('multiplies nothing on a Sunday or for a high admission', () => {
    const change = { day: SUNDAY, charges_admission: true, admission_yen: 5000 };
    expect(facilityPrice(resource('arena'), use(change)).yen).toBe(7200);
  });
});

describe('a base amount is multiplied (クローバープラザ)', () => {
  const base = { slots: ['am'] };
  it.each([
    ['weekday', 'arena-half-a', base, 2870],
    ['both halves cost the same', 'arena-half-b', base, 2870],
    ['Saturday ×1.2', 'arena-half-a', { day: SATURDAY }, 3440],
    ['Sunday ×1.2', 'arena-half-a', { day: SUNDAY }, 3440],
    ['holiday on a Monday ×1.2', 'arena-half-a', { day: HOLIDAY }, 3440],
    ['Sunday afternoon ×1.2', 'arena-half-a', { day: SUNDAY, slots: ['pm'] }, 4590],
    ['Sunday night ×1.2', 'arena-half-a', { day: SUNDAY, slots: ['night'] }, 4120],
    ['commercial ×3', 'arena-half-a', { purpose: 'commercial' }, 8610],
    ['admission 1,000', 'hall', { charges_admission: true, admission_yen: 1000 }, 5730],
    ['admission 1,001 ×1.5', 'hall', { charges_admission: true, admission_yen: 1001 }, 8590],
    ['an amount left from another answer', 'hall', { admission_yen: 3000 }, 5730],
    [
      'all three ×5.4',
      'hall',
      { day: SUNDAY, purpose: 'commercial', charges_admission: true, admission_yen: 3000 },
      30940,
    ],
    [
      'several divisions, each rounded',
      'hall',
      { day: SUNDAY, slots: ['am', 'pm', 'night'] },
      24280,
    ],
    ['table tennis', 'table-tennis', { slots: ['am', 'pm', 'night'] }, 5080],
  ] as const)('%s', (_, id, change, yen) => {
    expect(facilityPrice(resource(id), use(change as Partial<FacilityUse>)).yen).toBe(yen);
  });
});

describe('overtime', () => {
  it.each([
    [0, 0],
    [1, 1],
    [30, 1],
    [60, 1],
    [61, 2],
    [150, 3],
  ])('%i minutes count as %i hours', (overtime_minutes, hours) => {
    const price = facilityPrice(resource('arena'), use({ overtime_minutes }));
    expect(price.yen).toBe(3600 + hours * 1200);
    expect(price.lines.at(-1)?.hours).toBe(hours);
  });

  it('is dearer on a Sunday where the division is', () => {
    const price = facilityPrice(resource('hall'), use({ day: SUNDAY, overtime_minutes: 45 }));
    expect(price.lines.map(({ kind, yen }) => [kind, yen])).toEqual([
      ['slot', 6870],
      ['overtime', 2290],
    ]);
  });

  it('costs nothing without a division', () => {
    expect(facilityPrice(resource('arena'), use({ slots: [], overtime_minutes: 60 })).yen).toBe(0);
  });
});

describe('amounts with a date', () => {
  const [rules] = resource('arena').versions;
  const prices = rules.prices!;
  const fees = [...prices.fees, { ...prices.fees[0]!, yen: 4000, valid_from: '2027-04-01' }];
  const dearer: Resource = {
    ...resource('arena'),
    versions: [{ ...rules, prices: { ...prices, fees } }],
  };
  it('the new one holds from its day of use on', () => {
    expect(facilityPrice(dearer, use({ day: '2027-03-31' })).yen).toBe(3600);
    expect(facilityPrice(dearer, use({ day: '2027-04-01' })).yen).toBe(4000);
  });
});

it('what has no price table is free', () => {
  expect(facilityPrice(resource('waste-north'), use({ slots: ['day'] }))).toEqual({
    yen: 0,
    lines: [],
  });
});
