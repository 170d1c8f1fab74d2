import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import { slotTimes } from '../../domain/bookings/slot-times.ts';
import { DomainError } from '../../domain/errors.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { plainText } from '../../lib/html.ts';
import { calendarFile } from '../../lib/ical.ts';
import type { Services } from '../../services.ts';
import { caseDocuments } from '../attachments/case-documents.ts';
import { type GrantedApplication, grantedApplication } from '../status/application-context.ts';
import type { ApplyParams } from './apply-context.ts';
import { contactView } from './contact-view.ts';
import { doneView } from './done-view.ts';

/** What is only waited for stands in nobody's calendar. */
const hasSeat = ({ state }: Booking) => state !== 'waiting';

async function showDone(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId = '' } = request.params as ApplyParams;
  const found = await grantedApplication(services, request, applicationId);
  const { application, procedure } = found;
  const { stores, clock, config } = services;
  const [events, secrets, charge, booking, waitingPlace] = await Promise.all([
    stores.applications.events(applicationId),
    stores.applications.secrets(applicationId, clock.now()),
    stores.charges.findByApplication(applicationId),
    stores.bookings.findByApplication(applicationId),
    stores.waitingList.place(applicationId),
  ]);
  const { locale, words } = request;
  return reply.page(
    'apply/done',
    await doneView({
      procedure,
      words,
      application,
      events,
      secrets,
      statusUrl: config.publicUrl + paths.status(locale),
      statusLink: secrets && config.publicUrl + paths.statusLink(locale, secrets.link),
      charge,
      booking,
      waitingPlace,
      documents: await caseDocuments(services, found, events),
      calendarHref:
        booking && hasSeat(booking)
          ? paths.applyCalendar(locale, procedure.id, applicationId)
          : undefined,
      resources: services.resources,
      contact: contactView(procedure, words, services.library.municipality),
      csrf: csrfToken(reply),
      paths,
    }),
  );
}

/** The booked time as an entry for the resident's own calendar. */
async function calendarOf(services: Services, request: FastifyRequest, found: GrantedApplication) {
  const { application, procedure } = found;
  const booking = await services.stores.bookings.findByApplication(application.id);
  const resource = booking && services.resources.find(booking.resource);
  if (booking === undefined || resource === undefined || !hasSeat(booking))
    throw new DomainError('application_not_found');
  const { start, end } = slotTimes(resource, booking.day, booking.slots);
  const { locale } = request;
  const name = plainText(resource.name[locale] ?? resource.name['ja'] ?? '');
  return calendarFile({
    uid: `${application.id}@madoguchi`,
    title: `${plainText(procedure.text(locale, 'title') ?? '')} ${name}`,
    start,
    end,
    location: name,
    description: `${request.words.plain('apply:receipt_number')} ${application.number}`,
    url: services.config.publicUrl + paths.status(locale),
  });
}

/** The confirmation: works when reopened, as long as this browser may see the application. */
export async function doneRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/:locale/apply/:id/done/:applicationId', (request, reply) =>
    showDone(services, request, reply),
  );
  app.get('/:locale/apply/:id/done/:applicationId/calendar.ics', async (request, reply) => {
    const { applicationId = '' } = request.params as ApplyParams;
    const found = await grantedApplication(services, request, applicationId);
    return reply
      .type('text/calendar; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="madoguchi.ics"')
      .send(await calendarOf(services, request, found));
  });
}
