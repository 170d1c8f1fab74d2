import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CounterTallies,
  counterFigures,
  withoutSmall,
} from '../../../server/domain/counter/counter-figures.ts';

const TALLIES: CounterTallies = {
  sittings: [
    {
      month: '2026-10',
      bundle: 'moving-in',
      locale: 'ja',
      closedFor: 'done',
      sittings: 6,
      minutes: 90,
    },
    {
      month: '2026-11',
      bundle: null,
      locale: 'vi',
      closedFor: 'handed_back',
      sittings: 2,
      minutes: 10,
    },
    // Nobody sat there any more.
    {
      month: '2026-11',
      bundle: null,
      locale: 'ja',
      closedFor: 'timed_out',
      sittings: 8,
      minutes: 800,
    },
  ],
  sent: [
    {
      month: '2026-10',
      bundle: 'moving-in',
      procedureId: 'a',
      sent: 5,
      typedValues: 30,
      carriedValues: 50,
      paperValues: 100,
    },
    {
      month: '2026-11',
      bundle: null,
      procedureId: 'b',
      sent: 1,
      typedValues: 10,
      carriedValues: 0,
      paperValues: 20,
    },
  ],
  channels: [{ month: '2026-10', channel: 'card', sittings: 4 }],
};

describe('figures of the counter', () => {
  const months = ['2026-09', '2026-10', '2026-11'];
  const found = counterFigures(TALLIES, { months, languages: ['ja', 'vi', 'ko'] });

  it('add up by month, by what has happened and by procedure', () => {
    expect(found.total).toMatchObject({
      sittings: 16,
      sent: 6,
      typed: 40,
      carried: 50,
      paper: 120,
    });
    expect(found.byMonth.map(({ sittings, share }) => [sittings, share])).toEqual([
      [0, null],
      [6, 0.3],
      [10, 0.5],
    ]);
    expect(found.byBundle.map(({ key, sittings }) => [key, sittings])).toEqual([
      ['', 10],
      ['moving-in', 6],
    ]);
    expect(found.byProcedure.map(({ key, share }) => [key, share])).toEqual([
      ['a', 0.3],
      ['b', 0.5],
    ]);
    expect(found.byChannel).toContainEqual({ key: 'card', sittings: 4 });
  });

  it('count the minutes of sittings that somebody ended', () => {
    expect(found.byMonth.map(({ minutes }) => minutes)).toEqual([null, 15, 5]);
  });

  it('hide two sittings in one language, and the other language of that month', () => {
    expect(found.byLanguage).toEqual([
      { key: 'ja', cells: [0, 6, null] },
      { key: 'vi', cells: [0, 0, null] },
      { key: 'ko', cells: [0, 0, 0] },
    ]);
  });

  it('never leave a small number to be read or reckoned from the sum', () => {
    const column = fc.array(fc.nat({ max: 12 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(column, (counts) => {
        const shown = withoutSmall(counts);
        for (const cell of shown) expect(cell === null || cell === 0 || cell >= 5).toBe(true);
        expect(shown.filter((cell) => cell === null)).not.toHaveLength(1);
      }),
    );
  });
});
