import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { alternatives, alternativesSpan } from '../../domain/bookings/alternatives.ts';
import { monthAvailability } from '../../domain/bookings/availability.ts';
import { lastMonth } from '../../domain/bookings/booking-window.ts';
import { daysOfMonth } from '../../domain/bookings/months.ts';
import type { Resource } from '../../domain/bookings/resources.ts';
import { errorPage } from '../../http/errors.ts';
import { paths } from '../../http/paths.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { contactView } from '../apply/contact-view.ts';
import { type AskedDay, askedDay, type CalendarQuery } from './asked-day.ts';
import { facilitiesView } from './facilities-view.ts';
import { facilityView } from './facility-view.ts';

/** What residents book here; collection rounds are booked by applying for a collection. */
const GROUP = 'facilities';
const PROCEDURE = 'facility-booking';

interface FacilityRequest {
  Params: { locale: string; resource: string };
  Querystring: CalendarQuery;
}

function contactOf(services: Services, request: FastifyRequest<FacilityRequest>) {
  const procedure = services.library.procedures.get(PROCEDURE);
  return procedure && contactView(procedure, request.words, services.library.municipality);
}

function atomsOf(resources: readonly Resource[]): readonly string[] {
  return [...new Set(resources.flatMap((resource) => resource.atoms))];
}

async function showFacilities(
  services: Services,
  request: FastifyRequest<FacilityRequest>,
  reply: FastifyReply,
) {
  const today = todayInTokyo(services.clock.now());
  const resources = services.resources.inGroup(GROUP);
  const month = resources
    .map((resource) => lastMonth(resource, today))
    .sort()
    .at(-1);
  const until = daysOfMonth(month ?? today.slice(0, 7)).at(-1) as string;
  const taken = await services.stores.bookings.taken(atomsOf(resources), today, until);
  return reply.page('bookings/facilities', {
    ...facilitiesView(resources, request.words, { today, taken }),
    contact: contactOf(services, request),
  });
}

/** Seats taken in the month shown and, around a chosen day, in everything that could be offered instead. */
function takenFor(
  services: Services,
  resource: Resource,
  group: readonly Resource[],
  { month, day }: AskedDay,
) {
  const days = daysOfMonth(month);
  const [first, last] = [days[0] as string, days.at(-1) as string];
  if (day === undefined) return services.stores.bookings.taken(resource.atoms, first, last);
  const span = alternativesSpan({ resource: resource.id, day, slots: [] }, group);
  const from = first < span.from ? first : span.from;
  const to = last > span.to ? last : span.to;
  return services.stores.bookings.taken(span.atoms, from, to);
}

async function showFacility(
  services: Services,
  request: FastifyRequest<FacilityRequest>,
  reply: FastifyReply,
) {
  const { locale, words } = request;
  const resource = services.resources.find(request.params.resource);
  if (resource?.group !== GROUP) {
    const label = words.t('bookings:to_facilities');
    return errorPage(reply, 404, 'not_found', [{ href: paths.bookings(locale), label }]);
  }
  const today = todayInTokyo(services.clock.now());
  const asked = askedDay(resource, request.query, today);
  const group = services.resources.inGroup(GROUP);
  const context = { today, taken: await takenFor(services, resource, group, asked) };
  const { month, day } = asked;
  const wanted = day !== undefined && { resource: resource.id, day, slots: [] };
  const view = facilityView({
    resource,
    words,
    month,
    days: monthAvailability(resource, month, context),
    day,
    today,
    alternatives: wanted ? alternatives(wanted, group, context) : [],
    applyHref: services.library.procedures.has(PROCEDURE)
      ? paths.applyStart(locale, PROCEDURE)
      : undefined,
  });
  return reply.page('bookings/facility', { ...view, contact: contactOf(services, request) });
}

/** Facilities: what is free when, and the way into the application with day and time chosen. */
export async function bookingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get<FacilityRequest>('/:locale/bookings', (request, reply) =>
    showFacilities(services, request, reply),
  );
  app.get<FacilityRequest>('/:locale/bookings/:resource', (request, reply) =>
    showFacility(services, request, reply),
  );
}
