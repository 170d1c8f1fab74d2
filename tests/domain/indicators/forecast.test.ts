import { describe, expect, it } from 'vitest';
import { forecastYear, monthsOf } from '../../../server/domain/indicators/forecast.ts';
import { trafficLight } from '../../../server/domain/indicators/traffic-light.ts';

/** Twelve counts from April on. */
const year = (from: number, counts: readonly number[]): [string, number][] =>
  monthsOf(from).map((month, at) => [month, counts[at] ?? 0]);

const LAST = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 90];

describe('the forecast of a fiscal year', () => {
  it('is what came, divided by the share that last year had by that day', () => {
    // By the end of October last year had 70 of 200, and half of November makes 75.
    const monthly = new Map([...year(2025, LAST), ...year(2026, [15, 15, 15, 15, 15, 15, 15, 7])]);
    expect(forecastYear(monthly, '2026-11-15')).toEqual({
      value: Math.round(112 / (75 / 200)),
      method: 'last_year',
    });
  });

  it.each([
    // A year that began in the middle says nothing about shares.
    ['2026-11-15', [...year(2025, LAST)].slice(3), Math.round((112 / 229) * 365)],
    // Nor does one with hardly anything in it.
    ['2026-11-15', year(2025, [1, 1, 1, 1]), Math.round((112 / 229) * 365)],
    // The year to March 2028 has 366 days.
    ['2027-04-30', [], Math.round((50 / 30) * 366)],
  ])('goes by the days where last year says nothing: %s', (today, last, value) => {
    const monthly = new Map([
      ...last,
      ...year(2026, [15, 15, 15, 15, 15, 15, 15, 7]),
      ...year(2027, [50]),
    ]);
    if (today.startsWith('2027')) for (const month of monthsOf(2026)) monthly.delete(month);
    expect(forecastYear(monthly, today)).toEqual({ value, method: 'linear' });
  });

  it('is nothing in its first days, and what came on its last one', () => {
    const monthly = new Map(year(2026, [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]));
    expect(forecastYear(monthly, '2026-04-01')).toBeNull();
    expect(forecastYear(monthly, '2026-04-29')).toBeNull();
    expect(forecastYear(monthly, '2026-04-30')).toMatchObject({ method: 'linear' });
    expect(forecastYear(monthly, '2027-03-31')).toEqual({ value: 7, method: 'complete' });
    expect(forecastYear(monthly, '2027-04-01')).toBeNull();
  });

  it('takes the whole of February for over on 29 February, and not on the 28th', () => {
    const share = (today: string) => {
      const monthly = new Map([
        ...year(2026, Array(12).fill(29)),
        ...year(2027, Array(11).fill(29)),
      ]);
      return forecastYear(monthly, today)?.value;
    };
    expect(share('2028-02-29')).toBe(Math.round((11 * 29) / (11 / 12)));
    expect(share('2028-02-28')).toBe(Math.round((11 * 29) / ((10 + 28 / 29) / 12)));
  });
});

describe('the light', () => {
  it.each([
    ['up', 100, 100, 'green'],
    ['up', 90, 100, 'yellow'],
    ['up', 89.9, 100, 'red'],
    ['down', 45, 45, 'green'],
    ['down', 49.5, 45, 'yellow'],
    ['down', 50, 45, 'red'],
    ['down', 0, 0, 'green'],
    ['down', 1, 0, 'red'],
    ['up', null, 100, null],
    ['up', 100, null, null],
  ] as const)('%s: %s of %s is %s', (direction, expected, planned, light) => {
    expect(trafficLight({ direction }, expected, planned)).toBe(light);
  });
});
