import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormCounter } from '../../../server/domain/understanding/count-forms.ts';
import { deviceOf } from '../../../server/domain/understanding/device.ts';
import { entrySource } from '../../../server/domain/understanding/entry-source.ts';
import type { FormCount } from '../../../server/domain/understanding/form-count.ts';
import {
  medianSeconds,
  TIME_BANDS,
  timeBand,
} from '../../../server/domain/understanding/time-band.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

const who = { procedureId: 'dog-registration', locale: 'vi', device: 'phone' } as const;

function memory() {
  const written: FormCount[][] = [];
  let broken = false;
  return {
    written,
    fail: (fails: boolean) => {
      broken = fails;
    },
    store: {
      add: async (counts: readonly FormCount[]) => {
        if (broken) throw new Error('away');
        written.push([...counts]);
      },
      read: async () => [],
      decisionTimes: async () => [],
    },
  };
}

const sumOf = (written: readonly FormCount[][], measure: string, key: string, slice: string) =>
  written
    .flat()
    .filter((one) => one.measure === measure && one.key === key && one.slice === slice)
    .reduce((sum, one) => sum + one.count, 0);

describe('what happens on forms is counted', () => {
  it('with language, machine and time band, in the month of Tokyo', async () => {
    const { store, written } = memory();
    const clock = fixedClock('2026-11-30T23:59:00+09:00');
    const counter = createFormCounter(store, clock);
    counter.started(who, 'poster');
    counter.passed(who, 'owner', 44);
    counter.passed(who, 'owner', 5000);
    clock.set('2026-12-01T00:01:00+09:00');
    const error = { field: 'dogs[2].name', input: 'dogs[2].name', code: 'required' };
    counter.refused(who, 'dogs', [error, { ...error, field: 'dogs[0].name' }]);
    await counter.flush();
    expect(sumOf(written, 'started', '', 'source:poster')).toBe(1);
    expect(sumOf(written, 'started', '', 'device:phone')).toBe(1);
    expect(sumOf(written, 'page_passed', 'owner', 'locale:vi')).toBe(2);
    expect(sumOf(written, 'page_time', 'owner', 'time:45')).toBe(1);
    expect(written.flat().filter((one) => one.measure === 'page_time')).toHaveLength(1);
    expect(sumOf(written, 'field_refused', 'dogs/dogs.name/required', '')).toBe(1);
    const months = new Set(written.flat().map((one) => `${one.measure} ${one.month}`));
    expect(months).toContain('started 2026-11');
    expect(months).toContain('field_refused 2026-12');
  });

  it('once, also when the database is away in between', async () => {
    const { store, written, fail } = memory();
    const counter = createFormCounter(store, fixedClock('2026-11-21T12:00:00+09:00'));
    counter.left(who, 'owner');
    fail(true);
    await expect(counter.flush()).rejects.toThrow('away');
    counter.left(who, 'owner');
    fail(false);
    await counter.flush();
    await counter.flush();
    expect(sumOf(written, 'page_left', 'owner', '')).toBe(2);
    expect(written).toHaveLength(1);
  });
});

describe('times on a page', () => {
  it('have a median within their band', () => {
    expect(medianSeconds(new Map())).toBeUndefined();
    expect(medianSeconds(new Map([[60, 10]]))).toBe(53);
    expect(
      medianSeconds(
        new Map([
          [10, 1],
          [20, 2],
          [600, 1],
        ]),
      ),
    ).toBe(15);
    expect(timeBand(1801)).toBeUndefined();
    const times = fc.array(fc.integer({ min: 1, max: 1800 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(times, (seconds) => {
        const bands = Map.groupBy(seconds, (one) => timeBand(one) ?? 0);
        const counts = new Map([...bands].map(([band, all]) => [band, all.length]));
        const exact = seconds.sort((a, b) => a - b)[Math.ceil(seconds.length / 2) - 1] ?? 0;
        const band = timeBand(exact) ?? 0;
        const from = TIME_BANDS[TIME_BANDS.indexOf(band as 10) - 1] ?? 0;
        const found = medianSeconds(counts) ?? -1;
        expect(found).toBeGreaterThanOrEqual(from);
        expect(found).toBeLessThanOrEqual(band);
      }),
    );
  });
});

describe('machines and places', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130 Mobile Safari/537.36', 'phone'],
    ['Mozilla/5.0 (Linux; Android 14; SM-X510) Chrome/130 Safari/537.36', 'tablet'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130', 'desktop'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1)', undefined],
    ['curl/8.0', undefined],
    [undefined, undefined],
  ])('%s', (agent, device) => expect(deviceOf(agent)).toBe(device));

  it('are words of a list, never what an address says', () => {
    expect(entrySource('poster')).toBe('poster');
    expect(entrySource('hanako@example.jp')).toBeUndefined();
    expect(entrySource(['poster'])).toBeUndefined();
  });
});
