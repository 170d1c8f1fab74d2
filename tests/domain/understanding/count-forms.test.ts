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
      entered: async (ids: readonly string[]) => {
        if (broken) throw new Error('away');
        return ids
          .filter((id) => id !== 'gone')
          .map((id) => ({
            ...{ id, procedureId: 'dog-registration', locale: 'vi' },
            ...{ source: 'poster', device: null },
          }));
      },
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
    const errors = [error, { ...error, field: 'dogs[0].name' }];
    counter.refused(who, 'dogs', { errors, before: [] });
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

describe('a form that was sent', () => {
  it('counts as it was begun, in the month of its sending, also when that is looked up later', async () => {
    const { store, written, fail } = memory();
    const clock = fixedClock('2026-11-30T23:59:00+09:00');
    const counter = createFormCounter(store, clock);
    counter.sent('one');
    counter.sent('gone');
    fail(true);
    await expect(counter.flush()).rejects.toThrow('away');
    clock.set('2026-12-01T00:01:00+09:00');
    counter.sent('two');
    fail(false);
    await counter.flush();
    await counter.flush();
    const all = written.flat().map(({ month, slice, count }) => `${month} ${slice} ${count}`);
    expect(all.sort()).toEqual(
      ['2026-11', '2026-12'].flatMap((month) => [
        `${month}  1`,
        `${month} locale:vi 1`,
        `${month} source:poster 1`,
      ]),
    );
  });
});

describe('a form that goes on at the counter', () => {
  it('counts as it was begun, by its page; what had come back there is no giving up', async () => {
    const { store, written } = memory();
    const counter = createFormCounter(store, fixedClock('2026-11-21T12:00:00+09:00'));
    const errors = [{ field: 'name', input: 'name', code: 'required' }];
    counter.refused(who, 'owner', { errors, before: [] });
    const draft = { id: 'one', procedureId: who.procedureId };
    counter.toCounter(draft, 'owner', [{ page: 'owner', fields: ['name'] }]);
    counter.toCounter({ ...draft, id: 'gone' }, 'owner', []);
    counter.sent('one');
    await counter.flush();
    expect(sumOf(written, 'at_counter', 'owner', '')).toBe(1);
    expect(sumOf(written, 'at_counter', 'owner', 'locale:vi')).toBe(1);
    expect(sumOf(written, 'at_counter', 'owner', 'source:poster')).toBe(1);
    expect(sumOf(written, 'sent', '', '')).toBe(1);
    expect(sumOf(written, 'field_mended', 'owner/name', '')).toBe(1);
  });
});

describe('a question over which a page comes back', () => {
  it('is told once for each person, and once more when it is answered well', async () => {
    const { store, written } = memory();
    const counter = createFormCounter(store, fixedClock('2026-11-21T12:00:00+09:00'));
    const wrong = (...fields: string[]) =>
      fields.map((field) => ({ field, input: field, code: 'required' }));
    counter.refused(who, 'owner', { errors: wrong('name', 'phone'), before: [] });
    counter.refused(who, 'owner', { errors: wrong('phone'), before: ['name', 'phone'] });
    counter.refused(who, 'owner', { errors: wrong('phone'), before: ['phone'] });
    await counter.flush();
    const told = (measure: string, field: string) => sumOf(written, measure, `owner/${field}`, '');
    expect([told('field_stopped', 'name'), told('field_mended', 'name')]).toEqual([1, 1]);
    expect([told('field_stopped', 'phone'), told('field_mended', 'phone')]).toEqual([1, 0]);
    counter.mended(who, 'owner', ['phone']);
    await counter.flush();
    expect(told('field_mended', 'phone')).toBe(1);
    expect(told('field_refused', 'phone/required')).toBe(3);
  });
});

describe('the step of documents', () => {
  it('is passed once for each form, however often its list is sent', async () => {
    const { store, written } = memory();
    const counter = createFormCounter(store, fixedClock('2026-11-21T12:00:00+09:00'));
    for (const draft of ['one', 'one', 'two']) counter.documentsGiven(who, draft, 30);
    await counter.flush();
    expect(sumOf(written, 'page_passed', 'attachments', '')).toBe(2);
    expect(sumOf(written, 'page_reached', 'check', '')).toBe(2);
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
