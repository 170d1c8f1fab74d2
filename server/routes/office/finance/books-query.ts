import type { EntryFilter, TakingsRange } from '../../../domain/books/ledger-store.ts';
import { lastDayOf, monthOf } from '../../../domain/books/period.ts';
import { addDays, addMonths, daysBetween, fiscalYear, isDay } from '../../../lib/jst-date.ts';

/** A year and a month over, so that the books of a fiscal year fit with their 出納整理期間. */
const MOST_DAYS = 14 * 31;
/** As long as money is kept, and the year that is under way. */
const YEARS_SHOWN = 6;

export interface BooksQuestion {
  /** As typed. */
  readonly typed: { readonly from: string; readonly to: string };
  /** A fiscal year instead of days. */
  readonly year: number | null;
  readonly range: TakingsRange;
  readonly error?: string;
}

type Given = Readonly<Record<string, unknown>>;

const text = (given: Given, name: string) => {
  const value = given[name];
  return typeof value === 'string' ? value.trim().slice(0, 100) : '';
};

function whyWrong(from: string, to: string): string | undefined {
  if (!isDay(from) || !isDay(to)) return '日付を入力してください。例：2026-11-01';
  if (to < from) return '終わりの日は、始めの日と同じか、後の日にしてください。';
  return daysBetween(from, to) > MOST_DAYS ? '期間は14か月までにしてください。' : undefined;
}

const rangeOfYear = (year: number): TakingsRange => ({
  from: `${year}-04-01`,
  to: lastDayOf(`FY${year}`),
  fiscalYear: year,
});

/** Days or a fiscal year out of the address; this month without either. */
export function readQuestion(query: unknown, today: string): BooksQuestion {
  const given = query as Given;
  const month = { from: `${monthOf(today)}-01`, to: today };
  const year = text(given, 'year');
  if (/^20\d\d$/.test(year)) {
    return { typed: month, year: Number(year), range: rangeOfYear(Number(year)) };
  }
  const typed = {
    from: text(given, 'from') || month.from,
    to: text(given, 'to') || month.to,
  };
  const error = whyWrong(typed.from, typed.to);
  if (error !== undefined) return { typed, year: null, range: month, error };
  return { typed, year: null, range: typed };
}

/** The same question as an address. */
export function questionText({ year, range }: BooksQuestion): Record<string, string> {
  return year === null ? { from: range.from, to: range.to } : { year: String(year) };
}

const FILTERS = ['revenueItem', 'segment', 'procedureId', 'method', 'channel'] as const;

/** What the entries behind a figure have in common. */
export function readFilter(query: unknown, { range }: BooksQuestion): EntryFilter {
  const given = query as Given;
  const asked = FILTERS.filter((name) => typeof given[name] === 'string');
  return { ...range, ...Object.fromEntries(asked.map((name) => [name, text(given, name)])) };
}

/** Ways to what is asked for most. */
export function quickRanges(
  today: string,
): readonly { readonly label: string; readonly query: Record<string, string> }[] {
  const yesterday = addDays(today, -1);
  const last = addMonths(`${monthOf(today)}-01`, -1);
  const year = fiscalYear(today);
  return [
    { label: '今日', query: { from: today, to: today } },
    { label: 'きのう', query: { from: yesterday, to: yesterday } },
    { label: '今月', query: { from: `${monthOf(today)}-01`, to: today } },
    { label: '先月', query: { from: last, to: lastDayOf(monthOf(last)) } },
    ...Array.from({ length: YEARS_SHOWN }, (_, back) => ({
      label: `${year - back}年度`,
      query: { year: String(year - back) },
    })),
  ];
}
