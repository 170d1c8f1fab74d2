import { describe, expect, it } from 'vitest';
import {
  dueMonth,
  dueYear,
  isPeriod,
  lastDayOf,
  monthsOfYear,
  whyNotClosable,
} from '../../../server/domain/books/period.ts';

const BEGIN = { month: '2026-04', year: 2025 };
const why = (period: string, today: string, closed = { month: '', year: 0 }) =>
  whyNotClosable(period, { closed, begin: BEGIN, today });

describe('what can be closed', () => {
  it('is a month that is over, the oldest first, once', () => {
    expect(why('2026-04', '2026-04-30')).toBe('not_over');
    expect(why('2026-04', '2026-05-01')).toBeUndefined();
    expect(why('2026-05', '2026-07-01')).toBe('not_in_order');
    expect(why('2026-05', '2026-07-01', { month: '2026-04', year: 0 })).toBeUndefined();
    expect(why('2026-04', '2026-07-01', { month: '2026-04', year: 0 })).toBe('closed');
    expect(dueMonth({ month: '2026-12', year: 0 }, BEGIN)).toBe('2027-01');
  });

  it('is a year after 31 May, when all months in which its entries are made are closed', () => {
    const closed = (month: string, year = 2025) => ({ month, year });
    expect(why('FY2026', '2027-05-31', closed('2027-04'))).toBe('not_over');
    expect(why('FY2026', '2027-06-01', closed('2027-04'))).toBe('months_open');
    expect(why('FY2026', '2027-06-01', closed('2027-05'))).toBeUndefined();
    expect(why('FY2026', '2027-06-01', closed('2027-05', 2026))).toBe('closed');
    expect(why('FY2027', '2028-06-01', closed('2028-05'))).toBe('not_in_order');
    // Something was entered in April for the year before.
    expect(why('FY2025', '2026-06-01', { month: '2026-05', year: 0 })).toBeUndefined();
    expect(dueYear({ month: '', year: 0 }, BEGIN)).toBe('FY2025');
  });

  it('knows its days', () => {
    expect([lastDayOf('2028-02'), lastDayOf('2026-12'), lastDayOf('FY2026')]).toEqual([
      '2028-02-29',
      '2026-12-31',
      '2027-05-31',
    ]);
    const months = monthsOfYear(2026);
    expect([months[0], months.at(-1), months.length]).toEqual(['2026-04', '2027-05', 14]);
    expect(['2026-11', 'FY2026', '2026-13', '26-11', 'FY26', '2026-11-01'].map(isPeriod)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
