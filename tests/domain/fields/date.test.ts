import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldType } from '../../../server/domain/fields/registry.ts';
import { ERA_FACTS, ERAS, eraOf } from '../../../server/lib/eras.ts';
import { addDays } from '../../../server/lib/jst-date.ts';
import { CONTEXT, errors, field, parse, value } from './sample-field.ts';

const date = field('date');
const box = (era: string, year: string, month = '4', day = '1') => ({ era, year, month, day });

describe('date', () => {
  it.each([
    [box('ad', '1950'), '1950-04-01'],
    [box('', '1950'), '1950-04-01'],
    [box('showa', '25'), '1950-04-01'],
    [box('showa', '２５', '０４', '０１'), '1950-04-01'],
    [box('reiwa', '元', '5'), '2019-05-01'],
    [box('showa', '64', '1', '7'), '1989-01-07'],
    [box('heisei', '1', '1', '8'), '1989-01-08'],
    [box('taisho', '15', '12', '25'), '1926-12-25'],
    [box('showa', '1', '12', '25'), '1926-12-25'],
    [box('', '昭和25'), '1950-04-01'],
    [box('ad', 'S25年'), '1950-04-01'],
    [box('reiwa', '2026'), '2026-04-01'],
    [box('ad', '1950年', '4月', '1日'), '1950-04-01'],
    [{ year: '令和8年11月21日' }, '2026-11-21'],
    [{ era: 'ad', year: 'S25.4.1' }, '1950-04-01'],
    [{ year: '1950/4/1' }, '1950-04-01'],
    [{ year: '２０２６年１１月２１日（令和８年・土）' }, '2026-11-21'],
    [{ year: '19500401' }, '1950-04-01'],
  ])('reads %j', (boxes, day) => expect(value(date, boxes)).toBe(day));

  it.each([
    [{}, 'year:required_date'],
    [{ era: 'reiwa' }, 'year:required_date'],
    [{ era: 'ad', year: '1950', month: '', day: '1' }, 'month:date_missing_month'],
    [{ era: 'ad', year: '1950', month: '4' }, 'day:date_missing_day'],
    [{ era: 'ad', month: '4', day: '1' }, 'year:date_missing_year'],
    [box('', '25'), 'era:date_missing_era'],
    [box('edo', '25'), 'era:date_missing_era'],
    [box('ad', '50'), 'year:date_year_short'],
    [box('ad', 'abcd'), 'year:date_not_number'],
    [box('ad', '1950', '13'), 'month:date_month_range'],
    [box('ad', '2025', '2', '29'), 'day:date_not_real'],
    [box('ad', '1500'), 'year:date_year_range'],
    [box('heisei', '31', '5', '1'), 'year:date_is_reiwa'],
    [box('heisei', '32', '4', '1'), 'year:date_is_reiwa'],
    [box('reiwa', '1', '4', '30'), 'year:date_is_heisei'],
    [box('showa', '64', '1', '8'), 'year:date_is_heisei'],
    [box('heisei', '1', '1', '7'), 'year:date_is_showa'],
    [box('showa', '100'), 'year:date_is_reiwa'],
    [box('showa', '1', '12', '24'), 'year:date_is_taisho'],
    [box('taisho', '1', '7', '29'), 'year:date_is_meiji'],
  ])('asks about %j', (boxes, error) => expect(errors(date, boxes)).toEqual([error]));

  it('says the right year of the right era', () => {
    expect(parse(date, box('heisei', '31', '5', '1'))).toMatchObject({
      errors: [{ params: { date: '2019-05-01', right_year: '1' } }],
    });
  });

  it('keeps within its bounds, which are part of them', () => {
    const past = field('date', { not_future: true });
    expect(value(past, box('ad', '2026', '11', '21'))).toBe('2026-11-21');
    expect(errors(past, box('ad', '2026', '11', '22'))).toEqual(['year:date_in_future']);
    const coming = field('date', { not_past: true, to: '2026-12-31' });
    expect(errors(coming, box('ad', '2026', '11', '20'))).toEqual(['year:date_in_past']);
    expect(errors(coming, box('ad', '2027', '1', '1'))).toEqual(['year:date_too_late']);
    expect(errors(field('date', { from: '2020-01-01' }), box('ad', '2019'))).toEqual([
      'year:date_too_early',
    ]);
  });

  it('asks only for the month where that is enough', () => {
    const month = field('date', { precision: 'month', not_future: true });
    expect(value(month, { era: 'reiwa', year: '8', month: '11' })).toBe('2026-11');
    expect(value(month, { era: 'heisei', year: '31', month: '4' })).toBe('2019-04');
    expect(value(month, { era: 'reiwa', year: '1', month: '5' })).toBe('2019-05');
    expect(errors(month, { era: 'heisei', year: '31', month: '5' })).toEqual([
      'year:date_is_reiwa',
    ]);
    expect(errors(month, { era: 'ad', year: '2026', month: '12' })).toEqual([
      'year:date_in_future',
    ]);
    expect(errors(month, {})).toEqual(['year:required_month']);
  });

  it('goes round: western to era to western', () => {
    const day = fc.integer({ min: -25_000, max: 30_000 }).map((n) => addDays('1970-01-01', n));
    fc.assert(
      fc.property(day, (stored) => {
        const era = eraOf(stored)!;
        const [, month, date_] = stored.split('-');
        expect(value(date, box(era.era, String(era.year), month, date_))).toBe(stored);
        const raw = fieldType('date').toRaw(date, stored);
        expect(fieldType('date').parse(date, raw, CONTEXT)).toEqual({ value: stored });
      }),
    );
  });

  it('has eras that follow each other without a gap', () => {
    ERAS.slice(1).forEach((era, index) => {
      const next = ERA_FACTS[ERAS[index]!].first;
      expect([addDays(next, -1), next]).toContain(ERA_FACTS[era].last);
    });
  });
});
