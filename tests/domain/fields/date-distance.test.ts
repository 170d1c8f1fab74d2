import { describe, expect, it } from 'vitest';
import { CONTEXT, field, parse } from './sample-field.ts';

/** Today is 2026-11-21, a Saturday; the 23rd (Monday) is 勤労感謝の日. */
function told(settings: Record<string, unknown>, day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  const boxes = { era: 'ad', year, month, day: date };
  const parsed = parse(field('date', settings), boxes, CONTEXT);
  return 'errors' in parsed
    ? parsed.errors.map(({ code, params }) => `${code} ${params?.['date']}`).join()
    : '';
}

describe('dates counted from today', () => {
  it('min_days and max_days, both inclusive, also back', () => {
    const window = { min_days: -30, max_days: 10 };
    expect(told(window, '2026-10-21')).toBe('date_too_early 2026-10-22');
    expect(told(window, '2026-10-22')).toBe('');
    expect(told(window, '2026-12-01')).toBe('');
    expect(told(window, '2026-12-02')).toBe('date_too_late 2026-12-01');
  });

  it('min_business_days skips weekend and holiday, and names the first day that is possible', () => {
    expect(told({ min_business_days: 3 }, '2026-11-25')).toBe('date_before_open_days 2026-11-26');
    expect(told({ min_business_days: 3 }, '2026-11-26')).toBe('');
    expect(told({ min_business_days: 1 }, '2026-11-24')).toBe('');
  });

  it('skips the end of the year', () => {
    const late = { ...CONTEXT, today: '2026-12-28' };
    const boxes = { era: 'ad', year: '2026', month: '12', day: '31' };
    expect(parse(field('date', { min_business_days: 1 }), boxes, late)).toMatchObject({
      errors: [{ code: 'date_before_open_days', params: { date: '2027-01-04' } }],
    });
  });

  it('compares months where only a month is asked', () => {
    const parsed = parse(
      field('date', { precision: 'month', min_days: 0 }),
      { era: 'ad', year: '2026', month: '11' },
      CONTEXT,
    );
    expect(parsed).toEqual({ value: '2026-11' });
  });
});
