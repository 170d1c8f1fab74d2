import {
  type AvailabilityContext,
  isBookable,
  monthAvailability,
} from '../../domain/bookings/availability.ts';
import { lastMonth } from '../../domain/bookings/booking-window.ts';
import { shiftMonth } from '../../domain/bookings/months.ts';
import type { DayAvailability, Resource } from '../../domain/bookings/resources.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { rubyHtml } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { dateText } from '../apply/format-text.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { dayCount } from './day-count.ts';

/** The facilities, each with its next free day and how many days of this month are free. */
export function facilitiesView(
  resources: readonly Resource[],
  words: Words,
  context: AvailabilityContext,
): PageModel {
  const { locale } = words;
  const month = context.today.slice(0, 7);
  return {
    title: words.plain('bookings:title'),
    homeHref: paths.home(locale),
    items: resources.map((resource) => {
      const thisMonth = monthAvailability(resource, month, context).filter(isFree);
      const next = thisMonth[0] ?? nextFree(resource, context);
      return {
        href: paths.bookingResource(locale, resource.id),
        title: pickLocal(resource.name, locale),
        text: resource.summary && pickLocal(resource.summary, locale),
        tag: words.t(thisMonth.length > 0 ? 'bookings:month_free' : 'bookings:month_full', {
          month: rubyHtml(formatJstMonth(month, locale)),
          days: dayCount(words, thisMonth.length),
        }),
        tagTone: thisMonth.length > 0 ? 'success' : 'muted',
        meta: next
          ? words.t('bookings:next_free', { day: dateText(words, next.day) })
          : words.t('bookings:none_free'),
      };
    }),
  };
}

const isFree = (day: DayAvailability) => isBookable(day.state);

function nextFree(resource: Resource, context: AvailabilityContext): DayAvailability | undefined {
  const last = lastMonth(resource, context.today);
  for (let month = shiftMonth(context.today.slice(0, 7), 1); month <= last; ) {
    const free = monthAvailability(resource, month, context).find(isFree);
    if (free) return free;
    month = shiftMonth(month, 1);
  }
  return undefined;
}
