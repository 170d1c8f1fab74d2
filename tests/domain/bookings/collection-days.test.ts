import { describe, expect, it } from 'vitest';
import {
  isCollectionCell,
  isCollectionDay,
} from '../../../server/domain/bookings/collection-days.ts';
import { daysOfMonth } from '../../../server/domain/bookings/months.ts';

describe('cells of a 5374 waste calendar', () => {
  const days = (cell: string, month: string) =>
    daysOfMonth(month)
      .filter((day) => isCollectionDay(cell, day))
      .map((day) => Number(day.slice(8)));
  it.each([
    ['月 木', '2026-12', [3, 7, 10, 14, 17, 21, 24, 28, 31]],
    ['水2', '2026-12', [9]],
    ['水1 水3', '2026-12', [2, 16]],
    ['水5', '2026-12', [30]],
    ['水5', '2026-11', []],
    ['20261228', '2026-12', [28]],
    ['金2 20261204', '2026-12', [4, 11]],
    ['日1', '2026-11', [1]],
  ])('%s in %s: %j', (cell, month, expected) => {
    expect(days(cell, month)).toEqual(expected);
  });

  it.each(['月', '月 木', '水1 水3', '20260414', '月 20260414'])('%s can be read', (cell) => {
    expect(isCollectionCell(cell)).toBe(true);
  });
  it.each(['', '木曜', '水6', '2026-04-14', 'Mon', '月,木'])('"%s" cannot', (cell) => {
    expect(isCollectionCell(cell)).toBe(false);
  });
});
