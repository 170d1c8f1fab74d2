import type { FastifyBaseLogger } from 'fastify';
import { strandedBookings } from '../domain/bookings/stranded-bookings.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** How many are named; `npm run invariants` names all. */
const NAMED = 20;

/** After a start with changed rules: whose bookings no longer agree with them, for the telephone. */
export async function tellStrandedBookings(
  { stores, resources, clock }: Pick<Services, 'stores' | 'resources' | 'clock'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<void> {
  const upcoming = await stores.bookings.upcoming(todayInTokyo(clock.now()));
  const stranded = strandedBookings(resources, upcoming);
  if (stranded.length === 0) return;
  log.warn(
    { bookings: stranded.slice(0, NAMED), count: stranded.length },
    'bookings on days whose rules have changed stay: telephone whoever made them',
  );
}
