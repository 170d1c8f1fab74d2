import { lastMonth } from '../../domain/bookings/booking-window.ts';
import { shiftMonth } from '../../domain/bookings/months.ts';
import type {
  BookingWindow,
  DayAvailability,
  DayState,
  LocalText,
} from '../../domain/bookings/resources.ts';
import type { Words } from '../../http/words.ts';
import { type Html, plainText, rubyHtml } from '../../lib/html.ts';
import { formatJstDate, formatJstMonth, isHoliday } from '../../lib/japanese-calendar.ts';
import { weekday } from '../../lib/jst-date.ts';

export interface MonthCalendarArgs {
  /** YYYY-MM */
  readonly month: string;
  /** All days of that month, in order. */
  readonly days: readonly DayAvailability[];
  readonly words: Words;
  readonly today: string;
  readonly selected?: string;
  readonly window: BookingWindow;
  /** Link of a day that has anything to show. */
  href(day: string): string;
  monthHref(month: string): string;
}

/** Marks of a cell; what says nothing (no collection on that day) has none. */
type Mark = 'open' | 'few' | 'full' | 'closed' | 'outside';

export interface CalendarCell {
  readonly day: string;
  readonly number: number;
  readonly state: DayState;
  readonly mark?: Html;
  /** For the ear: date and state in words. */
  readonly label: string;
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
  readonly weekdays: readonly { readonly short: Html; readonly name: string }[];
  /** From Sunday; null where a week reaches into another month. */
  readonly weeks: readonly (readonly (CalendarCell | null)[])[];
  /** The marks that occur, explained. */
  readonly legend: readonly { readonly mark: Html; readonly text: Html }[];
}

/** Model of components/month-calendar. Only days that can be booked, or are full, are links. */
export function monthCalendarModel(args: MonthCalendarArgs): MonthCalendarModel {
  const { month, days, words, today, window } = args;
  const link = (to: string) => ({
    href: args.monthHref(to),
    label: rubyHtml(formatJstMonth(to, words.locale)),
  });
  const marks = new Set(days.map(markOf));
  return {
    month,
    title: rubyHtml(formatJstMonth(month, words.locale)),
    ...(month > today.slice(0, 7) && { prev: link(shiftMonth(month, -1)) }),
    ...(month < lastMonth(window, today) && { next: link(shiftMonth(month, 1)) }),
    weekdays: [0, 1, 2, 3, 4, 5, 6].map((day) => ({
      short: words.t(`bookings:weekday_${day}`),
      name: words.plain(`bookings:weekday_name_${day}`),
    })),
    weeks: weeksOf(days.map((day) => cell(day, args))),
    legend: (['open', 'few', 'full', 'closed', 'outside'] as const)
      .filter((mark) => marks.has(mark))
      .map((mark) => ({
        mark: words.t(`bookings:mark_${mark}`),
        text: words.t(`bookings:legend_${mark}`),
      })),
  };
}

/** Words for the state of a day; for a closed one, why. */
export function dayStateText(day: DayAvailability, words: Words): Html {
  return day.reason ? rubyHtml(reasonIn(day.reason, words)) : words.t(stateKey(day));
}

function cell(day: DayAvailability, args: MonthCalendarArgs): CalendarCell {
  const { words } = args;
  const mark = markOf(day);
  const linked = mark === 'open' || mark === 'few' || mark === 'full';
  const date = plainText(formatJstDate(day.day, words.locale));
  const at = weekday(day.day);
  return {
    day: day.day,
    number: Number(day.day.slice(8)),
    state: day.state,
    ...(mark && { mark: words.t(`bookings:mark_${mark}`) }),
    label: `${date} ${stateLabel(day, words)}`,
    ...(linked && { href: args.href(day.day) }),
    selected: day.day === args.selected,
    today: day.day === args.today,
    ...(at === 0 || isHoliday(day.day)
      ? { tone: 'holiday' }
      : at === 6 && { tone: 'saturday' as const }),
  };
}

function stateLabel(day: DayAvailability, words: Words): string {
  return day.reason ? plainText(reasonIn(day.reason, words)) : words.plain(stateKey(day));
}

function stateKey({ state, closing }: DayAvailability): string {
  return `bookings:${state === 'closed' ? `closed_${closing}` : `state_${state}`}`;
}

function reasonIn(reason: LocalText, words: Words): string {
  return reason[words.locale] ?? reason['ja'] ?? '';
}

function markOf({ state, closing }: DayAvailability): Mark | undefined {
  if (state === 'past' || closing === 'no_collection') return undefined;
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
