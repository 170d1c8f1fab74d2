import { addOpenDays } from '../../lib/japanese-calendar.ts';
import { addDays } from '../../lib/jst-date.ts';
import { OPEN_QUEUES, type Queue } from './queue.ts';

/** late: the day has passed; soon: three open days or fewer are left; waiting: the clock stands still. */
export type Light = 'late' | 'soon' | 'on_time' | 'waiting' | 'closed';

/** Open days of the town hall that count as soon. */
const SOON_OPEN_DAYS = 3;

// A list asks for each of its rows, and always for the same day.
let known = { today: '', until: '' };

/** The last JST day that is soon, seen from that day: the one before the next open day too many. */
function soonUntil(today: string): string {
  if (known.today !== today) {
    known = { today, until: addDays(addOpenDays(today, SOON_OPEN_DAYS + 1), -1) };
  }
  return known.until;
}

/** @param today JST date */
export function trafficLight(
  { queue, dueOn }: { readonly queue: Queue; readonly dueOn: string | null },
  today: string,
): Light {
  if (queue === 'closed' || dueOn === null) return 'closed';
  if (!OPEN_QUEUES.includes(queue)) return 'waiting';
  if (dueOn < today) return 'late';
  return dueOn <= soonUntil(today) ? 'soon' : 'on_time';
}

/** Due days of a light, inclusive: what a list that shows only that light asks the database for. */
export function dueDays(
  light: 'late' | 'soon',
  today: string,
): { readonly from?: string; readonly to: string } {
  if (light === 'late') return { to: addDays(today, -1) };
  return { from: today, to: soonUntil(today) };
}
