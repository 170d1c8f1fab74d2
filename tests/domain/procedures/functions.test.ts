import { describe, expect, it } from 'vitest';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { compileGood, TODAY } from './sample-town.ts';

/** The value of an expression in a definition, as a number, text or boolean. */
function reckon(expression: string): unknown {
  const procedure = compileGood(`calculations:
  it: '${expression}'
pages:
  - { id: p, title: ページ, fields: { a: { type: text, label: A } } }
`);
  const value = computeJourney(procedure, {}, { today: TODAY }).scope['it'];
  return typeof value === 'bigint' ? Number(value) : value;
}

describe('functions of the definition language', () => {
  it.each([
    // Counted from the next day; the last day is a Friday.
    ['within_days("2026-11-06", "2026-11-20", 14)', true],
    ['within_days("2026-11-05", "2026-11-20", 14)', false],
    // The 14th day is Saturday the 21st, the 23rd a holiday: the term ends on Tuesday the 24th.
    ['within_days("2026-11-07", "2026-11-24", 14)', true],
    ['within_days("2026-11-07", "2026-11-25", 14)', false],
    // 29 December to 3 January: the hall opens on Monday the 4th.
    ['within_days("2026-12-15", "2027-01-04", 14)', true],
    ['within_days("2026-12-15", "2027-01-05", 14)', false],
    // The day itself, and what is sent even before.
    ['within_days("2026-11-21", "2026-11-21", 0)', true],
    ['within_days("2026-11-21", "2026-11-01", 14)', true],
    ['within_days("", "2026-11-21", 14)', false],
    ['within_days("2026-11-21", "", 14)', false],
  ])('%s is %s', (expression, wanted) => {
    expect(reckon(expression)).toBe(wanted);
  });

  it.each([
    ['business_days_until("2026-11-20", "2026-11-24")', 1],
    ['business_days_until("2026-11-20", "2026-11-26")', 3],
    ['business_days_until("2026-11-20", "2026-11-20")', 0],
    ['business_days_until("2026-11-26", "2026-11-20")', 0],
    ['business_days_until("2026-12-28", "2027-01-04")', 1],
    ['business_days_until("2026-12-28", "2027-01-03")', 0],
    ['business_days_until("", "2027-01-03")', -1],
    ['add_business_days("2026-11-20", 1)', '2026-11-24'],
    ['add_business_days("2026-11-20", 3)', '2026-11-26'],
    ['add_business_days("2026-11-24", -1)', '2026-11-20'],
    ['add_business_days("2027-01-04", -1)', '2026-12-28'],
    ['add_business_days("2026-12-28", 1)', '2027-01-04'],
    ['add_business_days("2026-11-21", 0)', '2026-11-24'],
    ['add_business_days("", 3)', ''],
    ['add_business_days("2026-11-21", 99999999)', ''],
  ])('%s is %s', (expression, wanted) => {
    expect(reckon(expression)).toBe(wanted);
  });

  it.each([
    ['month_of("2026-11-21")', '2026-11'],
    ['month_of("")', ''],
    ['intake_month("2026-11-10", 10, 1)', '2026-12'],
    ['intake_month("2026-11-11", 10, 1)', '2027-01'],
    ['intake_month("2026-12-11", 10, 1)', '2027-02'],
    ['intake_month("2027-01-31", 31, 1)', '2027-02'],
    ['intake_month("2027-01-31", 10, 0)', '2027-02'],
    ['intake_month("", 10, 1)', ''],
    ['era("2026-11-21")', '令和8年11月21日'],
    ['era("2019-05-01")', '令和元年5月1日'],
    ['era("2019-04-30")', '平成31年4月30日'],
    ['era("1989-01-08")', '平成元年1月8日'],
    ['era("1989-01-07")', '昭和64年1月7日'],
    ['era("1926-12-25")', '昭和元年12月25日'],
    ['era("1926-12-24")', '大正15年12月24日'],
    ['era("1912-07-30")', '大正元年7月30日'],
    ['era("1912-07-29")', '明治45年7月29日'],
    ['era("1868-01-25")', '明治元年1月25日'],
    ['era("1868-01-24")', ''],
    ['era("2026-02-30")', ''],
  ])('%s is %s', (expression, wanted) => {
    expect(reckon(expression)).toBe(wanted);
  });
});
