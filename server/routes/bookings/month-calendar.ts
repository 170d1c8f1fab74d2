import { shiftMonth } from '../../domain/bookings/months.ts';
import type { DayAvailability, DayState, RulesVersion } from '../../domain/bookings/resources.ts';
import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatJstMonth, isHoliday } from '../../lib/japanese-calendar.ts';
import { weekday } from '../../lib/jst-date.ts';
import { dateText } from '../apply/format-text.ts';
import { pickLocal } from '../apply/procedure-text.ts';

export interface MonthCalendarArgs {
  /** YYYY-MM */
  readonly month: string;
  /** All days of that month, in order. */
  readonly days: readonly DayAvailability[];
  readonly words: Words;
  readonly today: string;
  readonly selected?: string;
  /** Last month (YYYY-MM) of which some day can be booked. */
  readonly last: string;
  /** Rules that begin in the month. */
  readonly changes: readonly RulesVersion[];
  /** Link of a day that has anything to show. */
  href(day: string): string;
  monthHref(month: string): string;
}

/** Marks of a cell; what says nothing (no collection on that day) has none. */
type Mark = 'open' | 'few' | 'full' | 'closed' | 'outside';

interface CalendarCell {
  readonly day: string;
  readonly number: number;
  readonly state: DayState;
  readonly mark?: Html;
  /** For the ear: the state in words; the number is read before it, the month is the table's caption. */
  readonly label: Html;
  readonly href?: string;
  readonly selected: boolean;
  readonly today: boolean;
  /** Colour of the number: Saturdays, and Sundays with holidays. */
  readonly tone?: 'saturday' | 'holiday';
}

export interface MonthCalendarModel {
  readonly month: string;
  readonly title: Html;
  readonly prev?: { readonly href: string; readonly label: Html };
  readonly next?: { readonly href: string; readonly label: Html };
  readonly weekdays: readonly { readonly short: Html; readonly name: Html }[];
  /** From Sunday; null where a week reaches into another month. */
  readonly weeks: readonly (readonly (CalendarCell | null)[])[];
  /** The marks that occur, explained. */
  readonly legend: readonly { readonly mark: Html; readonly text: Html }[];
  /** What is new from a day of the month on. */
  readonly changes: readonly Html[];
}

/** Model of components/month-calendar. Only days that can be booked, or are full, are links. */
export function monthCalendarModel(args: MonthCalendarArgs): MonthCalendarModel {
  const { month, days, words, today, last } = args;
  const link = (to: string) => ({
    href: args.monthHref(to),
    label: rubyHtml(formatJstMonth(to, words.locale)),
  });
  const marks = new Set(days.map(markOf));
  const first = today.slice(0, 7);
  return {
    month,
    title: rubyHtml(formatJstMonth(month, words.locale)),
    // From a month outside of the window both lead straight back into it.
    ...(month > first && { prev: link(earlier(shiftMonth(month, -1), last)) }),
    ...(month < last && { next: link(later(shiftMonth(month, 1), first)) }),
    weekdays: [0, 1, 2, 3, 4, 5, 6].map((day) => ({
      short: words.t(`bookings:weekday_${day}`),
      name: words.t(`bookings:weekday_name_${day}`),
    })),
    weeks: weeksOf(days.map((day) => cell(day, args))),
    legend: (['open', 'few', 'full', 'closed', 'outside'] as const)
      .filter((mark) => marks.has(mark))
      .map((mark) => ({
        mark: words.t(`bookings:mark_${mark}`),
        text: words.t(`bookings:legend_${mark}`),
      })),
    changes: args.changes.map((change) => changeText(change, words)),
  };
}

/** Words for the state of a day; for a closed one, why. */
export function dayStateText(day: DayAvailability, words: Words): Html {
  const { state, closing, reason } = day;
  if (reason) return pickLocal(reason, words.locale);
  return words.t(`bookings:${state === 'closed' ? `closed_${closing}` : `state_${state}`}`);
}

function changeText({ from, note }: RulesVersion, words: Words): Html {
  const day = dateText(words, from);
  return note
    ? words.t('bookings:changes_from', { day, note: pickLocal(note, words.locale) })
    : words.t('bookings:changes_from_plain', { day });
}

function cell(day: DayAvailability, args: MonthCalendarArgs): CalendarCell {
  const { words } = args;
  const mark = markOf(day);
  const linked = mark === 'open' || mark === 'few' || mark === 'full';
  const at = weekday(day.day);
  return {
    day: day.day,
    number: Number(day.day.slice(8)),
    state: day.state,
    ...(mark && { mark: words.t(`bookings:mark_${mark}`) }),
    label: dayStateText(day, words),
    ...(linked && { href: args.href(day.day) }),
    selected: day.day === args.selected,
    today: day.day === args.today,
    ...(at === 0 || isHoliday(day.day)
      ? { tone: 'holiday' }
      : at === 6 && { tone: 'saturday' as const }),
  };
}

const earlier = (one: string, other: string) => (one < other ? one : other);
const later = (one: string, other: string) => (one > other ? one : other);

function markOf({ state, closing }: DayAvailability): Mark | undefined {
  if (state === 'past' || closing === 'no_collection' || closing === 'not_held') return undefined;
  return state === 'too_early' || state === 'too_late' ? 'outside' : state;
}

function weeksOf(cells: readonly CalendarCell[]): readonly (CalendarCell | null)[][] {
  const first = cells[0];
  const padded: (CalendarCell | null)[] = [
    ...Array<null>(first ? weekday(first.day) : 0).fill(null),
    ...cells,
  ];
  while (padded.length % 7 !== 0) padded.push(null);
  return Array.from({ length: padded.length / 7 }, (_, week) =>
    padded.slice(week * 7, week * 7 + 7),
  );
}
