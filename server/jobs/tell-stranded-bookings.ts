import type { FastifyBaseLogger } from 'fastify';
import type { BookedSlots } from '../domain/bookings/booking-store.ts';
import { type StrandedBooking, strandedBookings } from '../domain/bookings/stranded-bookings.ts';
import { slotResource } from '../domain/procedures/field-context.ts';
import { computeJourney } from '../domain/procedures/journey.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** How many are named in one line of the log. */
const NAMED = 20;

type Needed = Pick<Services, 'stores' | 'resources' | 'clock' | 'procedureVersion'>;

/** Does the address (or whatever decides) belong to something else on that day by now? */
async function isElsewhere(
  { stores, procedureVersion }: Needed,
  { applicationId, resource, day }: BookedSlots,
): Promise<boolean> {
  const application = await stores.applications.find(applicationId);
  const procedure =
    application && (await procedureVersion(application.procedureId, application.version));
  const field = procedure?.fields.get(procedure.booking ?? '');
  if (!application || !procedure || field === undefined) return false;
  const sentOn = todayInTokyo(application.submittedAt);
  const { scope } = computeJourney(procedure, application.answers, { today: sentOn });
  const wanted = slotResource(field, scope, day);
  // A sealed case says nothing.
  return wanted !== '' && wanted !== resource;
}

async function areaChanged(
  services: Needed,
  bookings: readonly BookedSlots[],
): Promise<readonly StrandedBooking[]> {
  const found: StrandedBooking[] = [];
  for (const booking of bookings) {
    const { resources } = services;
    if (resources.find(booking.resource) && (await isElsewhere(services, booking))) {
      found.push({ ...booking, reason: 'area_changed' });
    }
  }
  return found;
}

/** After a start with changed rules: whose bookings no longer agree with them, for the telephone. */
export async function tellStrandedBookings(
  services: Needed,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<void> {
  const { stores, resources, clock } = services;
  const upcoming = await stores.bookings.upcoming(todayInTokyo(clock.now()));
  const stranded = strandedBookings(resources, upcoming);
  const known = new Set(stranded.map(({ applicationId }) => applicationId));
  const others = upcoming.filter(({ applicationId }) => !known.has(applicationId));
  const all = [...stranded, ...(await areaChanged(services, others))];
  for (let at = 0; at < all.length; at += NAMED) {
    log.warn(
      { bookings: all.slice(at, at + NAMED), count: all.length },
      'bookings on days whose rules have changed stay: telephone whoever made them',
    );
  }
}
