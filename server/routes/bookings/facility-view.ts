import type { Alternative } from '../../domain/bookings/alternatives.ts';
import { isBookable } from '../../domain/bookings/availability.ts';
import { lastMonth } from '../../domain/bookings/booking-window.ts';
import type { BookingWindow, DayAvailability, Resource } from '../../domain/bookings/resources.ts';
import { changesIn, rulesOn } from '../../domain/bookings/rules-on.ts';
import { lowestPrice } from '../../domain/fees/facility-price.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { dateText, yenText } from '../apply/format-text.ts';
import { pickLocal, pickLocalPlain } from '../apply/procedure-text.ts';
import { dayCount } from './day-count.ts';
import { dayStateText, monthCalendarModel } from './month-calendar.ts';

export interface FacilityArgs {
  readonly resource: Resource;
  readonly words: Words;
  readonly month: string;
  readonly days: readonly DayAvailability[];
  /** The chosen day of that month. */
  readonly day: string | undefined;
  readonly today: string;
  /** Offered when the chosen day is full. */
  readonly alternatives: readonly Alternative[];
  /** Start page of the application; undefined while its definition is broken. */
  readonly applyHref: string | undefined;
}

/** One facility: what it is, the month, and the divisions of the chosen day. */
export function facilityView(args: FacilityArgs): PageModel {
  const { resource, words, month, days, today } = args;
  const { locale } = words;
  const here = paths.bookingResource(locale, resource.id);
  const day = days.find((one) => one.day === args.day);
  return {
    title: pickLocalPlain(resource.name, locale),
    styles: ['calendar.css'],
    backHref: paths.bookings(locale),
    name: pickLocal(resource.name, locale),
    summary: resource.summary && pickLocal(resource.summary, locale),
    facts: factsOf(args),
    outside: outsideText(args),
    calendar: monthCalendarModel({
      month,
      days,
      words,
      today,
      selected: day?.day,
      last: lastMonth(resource, today),
      changes: changesIn(resource, days[0]?.day ?? '', days.at(-1)?.day ?? ''),
      href: (to) => `${here}?month=${to.slice(0, 7)}&day=${to}#day`,
      monthHref: (to) => `${here}?month=${to}#calendar`,
    }),
    day: day && dayView(day, args),
    closed: args.applyHref === undefined,
  };
}

function factsOf({ resource, words, month, day, today }: FacilityArgs) {
  const { locale } = words;
  const rows: { key: Html; value?: Html; lines?: readonly Html[] }[] = [
    { key: words.t('bookings:place'), value: pickLocal(resource.place, locale) },
  ];
  if (resource.people) {
    const value = words.t('bookings:people_count', { count: resource.people });
    rows.push({ key: words.t('bookings:people'), value });
  }
  const period = windowTexts(rulesOn(resource, day ?? later(today, `${month}-01`)).window, words);
  rows.push({ key: words.t('bookings:period'), lines: period });
  return rows;
}

const later = (one: string, other: string) => (one > other ? one : other);

function windowTexts({ opens, closes }: BookingWindow, words: Words): readonly Html[] {
  const from = opens.firstOfMonth ? 'opens_first_of_month' : 'opens_same_day';
  return [
    words.t(`bookings:${from}`, { months: opens.monthsBefore }),
    'daysBefore' in closes
      ? words.t('bookings:closes_days', { days: dayCount(words, closes.daysBefore) })
      : words.t('bookings:closes_open_days', { days: dayCount(words, closes.openDaysBefore) }),
  ];
}

/** A month of the past, or one that is not open yet: said in words, not left as an empty sheet. */
function outsideText({ resource, words, month, today }: FacilityArgs): Html | undefined {
  const last = lastMonth(resource, today);
  if (today.slice(0, 7) <= month && month <= last) return undefined;
  return words.t(month > last ? 'bookings:month_too_early' : 'bookings:month_past', {
    from: rubyHtml(formatJstMonth(today.slice(0, 7), words.locale)),
    to: rubyHtml(formatJstMonth(last, words.locale)),
  });
}

function dayView(day: DayAvailability, args: FacilityArgs) {
  const { resource, words } = args;
  const left = new Map(day.slots.map((slot) => [slot.slot, slot.left]));
  const rules = rulesOn(resource, day.day);
  const divisions = rules.slots.filter((slot) => left.has(slot.id));
  return {
    title: dateText(words, day.day),
    state: dayStateText(day, words),
    divisions: divisions.map((slot) => {
      const yen = lowestPrice(resource, day.day, slot.id);
      const free = (left.get(slot.id) as number) > 0;
      const query = new URLSearchParams({ resource: resource.id, day: day.day, slot: slot.id });
      return {
        label: pickLocal(slot.label, words.locale),
        price:
          yen === undefined
            ? undefined
            : words.t('bookings:price_from', { yen: yenText(words, yen) }),
        free,
        href: free && args.applyHref ? `${args.applyHref}?${query}` : undefined,
      };
    }),
    priced: rules.prices !== undefined && isBookable(day.state),
    others: day.state === 'full' ? args.alternatives.map((other) => otherView(other, words)) : [],
  };
}

function otherView({ resource, day, kind }: Alternative, words: Words) {
  const query = `month=${day.slice(0, 7)}&day=${day}#day`;
  const name = pickLocal(resource.name, words.locale);
  return {
    href: `${paths.bookingResource(words.locale, resource.id)}?${query}`,
    title: kind === 'other_resource' ? name : dateText(words, day),
    text: kind === 'other_resource' ? dateText(words, day) : name,
  };
}
