import { calendarChanges, newlyStranded } from '../../../domain/bookings/calendar-changes.ts';
import { loadResources } from '../../../domain/bookings/load-resources.ts';
import type { StrandedBooking } from '../../../domain/bookings/stranded-bookings.ts';
import { plainText } from '../../../lib/html.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { addDays, todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import type { OverlaidFile } from '../../../town-overlay.ts';
import { publishedText } from './propose-edit.ts';
import { placesOfFile } from './unreadable-places.ts';

/** Days of which is said what changes. */
const COUNT = 60;
/** Days and bookings that are named; of more it is said how many. */
const NAMED = 14;

const REASONS: Readonly<Record<StrandedBooking['reason'], string>> = {
  resource_gone: '場所がなくなります',
  closed: '休みになります',
  slot_gone: '時間の区分がなくなります',
  too_many: '定員をこえます',
  area_changed: '地区が変わります',
};

/** 「12月1日（火）」 */
const shortDay = (day: string) =>
  formatJstDate(day, 'ja')
    .replace(/^\d+年/, '')
    .replace(/（.*・/, '（');

function named(days: readonly string[]): string {
  const texts = days.slice(0, NAMED).map(shortDay);
  const more = days.length > NAMED ? `、ほかに${days.length - NAMED}日` : '';
  return texts.length === 0 ? '' : `${texts.join('、')}${more}`;
}

/** What residents see differently when a proposed file of places or holidays is published. */
export async function calendarPreview(services: Services, change: OverlaidFile) {
  const { stores, clock, resources, townDesk } = services;
  if (!/^(resources\/|holidays\.yaml$)/.test(change.path)) return undefined;
  const today = todayInTokyo(clock.now());
  const { resources: after, findings } = loadResources(await townDesk.folderWith(change));
  // Its places would all seem closed then: that it can't be read is what there is to say.
  if (findings.some(({ file }) => file === change.path)) {
    const places = placesOfFile(services, await publishedText(services, change.path));
    return { kind: 'unreadable', places } as const;
  }
  const atoms = [...resources.all(), ...after.all()].flatMap((one) => one.atoms);
  const [taken, upcoming] = await Promise.all([
    stores.bookings.taken([...new Set(atoms)], today, addDays(today, COUNT - 1)),
    stores.bookings.upcoming(today),
  ]);
  const found = calendarChanges(resources, after, { today, count: COUNT, taken });
  const touched = newlyStranded(resources, after, upcoming);
  const nameOf = (id: string) => {
    const one = after.find(id) ?? resources.find(id);
    return plainText(one?.name['ja'] ?? id);
  };
  return {
    kind: 'changes' as const,
    count: COUNT,
    places: found.map(({ name, days, seats, opens, closes, otherTimes }) => ({
      name: plainText(name['ja'] ?? ''),
      days: `${days.before}日 → ${days.after}日`,
      seats: `${seats.before} → ${seats.after}`,
      closes: named(closes),
      opens: named(opens),
      otherTimes: named(otherTimes),
    })),
    touched: touched.length,
    bookings: touched.slice(0, NAMED).map(({ number, resource, day, reason }) => ({
      number,
      place: nameOf(resource),
      day: formatJstDate(day, 'ja'),
      reason: REASONS[reason],
    })),
  };
}
