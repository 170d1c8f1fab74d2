import { describe, expect, it } from 'vitest';
import { monthAvailability } from '../../../server/domain/bookings/availability.ts';
import { lastMonth } from '../../../server/domain/bookings/booking-window.ts';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { changesIn } from '../../../server/domain/bookings/rules-on.ts';
import { loadWords } from '../../../server/http/words.ts';
import { weekday } from '../../../server/lib/jst-date.ts';
import { monthCalendarModel } from '../../../server/routes/bookings/month-calendar.ts';

const { resources } = loadResources('procedures');
const words = loadWords('locales', ['ja'], (_, key) => {
  throw new Error(key);
})('ja');

function model(id: string, month: string, selected?: string) {
  const resource = resources.find(id) as Resource;
  const today = '2026-11-21';
  return monthCalendarModel({
    month,
    days: monthAvailability(resource, month, { today, taken: [] }),
    words,
    today,
    selected,
    last: lastMonth(resource, today),
    changes: changesIn(resource, `${month}-01`, `${month}-31`),
    href: (day) => `?day=${day}`,
    monthHref: (to) => `?month=${to}`,
  });
}

describe('the calendar of a month', () => {
  it.each(['2026-11', '2026-12', '2027-02', '2028-02'])(
    '%s: whole weeks from Sunday, every day under its weekday, once',
    (month) => {
      const { weeks } = model('hall', month);
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      const cells = weeks.flatMap((week) => week.map((cell, column) => ({ cell, column })));
      const days = cells.flatMap(({ cell, column }) => (cell ? [{ ...cell, column }] : []));
      for (const { day, column } of days) expect(weekday(day)).toBe(column);
      expect(days.map(({ number }) => number)).toEqual(days.map((_, index) => index + 1));
      expect(weeks.at(-1)?.some(Boolean)).toBe(true);
    },
  );

  it('leads to the months that can be booked, and no further', () => {
    expect(model('arena', '2026-11').prev).toBeUndefined();
    expect(model('arena', '2026-11').next?.href).toBe('?month=2026-12');
    expect(model('arena', '2027-02').next).toBeUndefined();
    expect(model('arena', '2027-02').prev?.href).toBe('?month=2027-01');
    expect(model('arena', '2027-09').prev?.href).toBe('?month=2027-02');
    expect(model('arena', '2020-01').next?.href).toBe('?month=2026-11');
  });

  it('marks the chosen day and today, and explains only the marks that occur', () => {
    const november = model('hall', '2026-11', '2026-11-29');
    const cells = november.weeks.flat().filter((cell) => cell !== null);
    expect(cells.filter((cell) => cell.selected).map((cell) => cell.number)).toEqual([29]);
    expect(cells.filter((cell) => cell.today).map((cell) => cell.number)).toEqual([21]);
    expect(november.legend.map(({ mark }) => mark.value)).toEqual(['○', '休', '－']);
  });

  it('a collection area: links on its days, silence on the others', () => {
    const cells = model('waste-north', '2026-12').weeks.flat();
    const linked = cells.filter((cell) => cell?.href);
    expect(linked.map((cell) => cell?.number)).toEqual([1, 8, 15, 22]);
    const wednesday = cells.find((cell) => cell?.number === 2);
    expect(wednesday).toMatchObject({ label: { value: '収集はありません' } });
    expect(wednesday?.mark).toBeUndefined();
  });

  it('says what is new, in the month in which it begins', () => {
    expect(model('hall', '2027-03').changes).toEqual([]);
    const [change] = model('hall', '2027-04').changes.map(({ value }) => value);
    expect(change).toMatch(/2027年4月1日（令和9年・木）.*月曜日も開館します。/);
  });

  it('colours holidays as Sundays', () => {
    const cells = model('hall', '2026-11').weeks.flat();
    const tone = (number: number) => cells.find((cell) => cell?.number === number)?.tone;
    expect([21, 22, 23, 24].map(tone)).toEqual(['saturday', 'holiday', 'holiday', undefined]);
  });
});
