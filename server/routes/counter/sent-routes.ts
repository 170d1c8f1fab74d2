import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CounterTask } from '../../domain/counter/sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import { printApplication } from '../documents/print-application.ts';
import { IN_SITTING, sittingOf } from './form-source.ts';
import { sentView } from './sent-view.ts';
import { taskAt } from './task-at.ts';

/** @throws DomainError page_not_found when the sitting may not see it (any more) */
async function sentOf(services: Services, request: FastifyRequest, task: CounterTask) {
  const { stores, clock } = services;
  const { sessionHash } = sittingOf(request);
  const id = task.applicationId ?? '';
  const mayBeSeen = await stores.applications.isGranted(sessionHash, id, clock.now());
  const application = mayBeSeen ? await stores.applications.find(id) : undefined;
  const procedure =
    application && (await services.procedureVersion(application.procedureId, application.version));
  if (application === undefined || procedure === undefined) throw new DomainError('page_not_found');
  return { application, procedure };
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const sitting = sittingOf(request);
  const task = await taskAt(services, request);
  if (task.state !== 'sent') return reply.redirect(counterPaths.sitting(sitting.id), 303);
  const { application, procedure } = await sentOf(services, request, task);
  const { stores, clock, config } = services;
  const [secrets, events, charge, waitingPlace, tasks] = await Promise.all([
    stores.applications.secrets(application.id, clock.now()),
    stores.applications.events(application.id),
    stores.charges.findByApplication(application.id),
    stores.waitingList.place(application.id),
    stores.sittings.tasks(sitting.id),
  ]);
  const { locale } = sitting;
  return reply.counterPage(
    'counter/sent',
    await sentView({
      sitting: sitting.id,
      task: task.id,
      words: services.words(locale),
      japanese: services.words('ja'),
      application,
      procedure,
      events,
      secrets,
      statusUrl: config.publicUrl + paths.status(locale),
      statusLink: secrets && config.publicUrl + paths.statusLink(locale, secrets.link),
      charge,
      waitingPlace,
      mayTakeMoney: request.staffMay('till.work'),
      isLast: !tasks.some(({ state }) => state === 'to_do' || state === 'begun'),
    }),
  );
}

async function print(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const found = await sentOf(services, request, await taskAt(services, request));
  const { id, number } = found.application;
  if (found.procedure.sealed) throw new DomainError('page_not_found');
  const { stores } = services;
  const [events, attachments] = await Promise.all([
    stores.applications.events(id),
    stores.attachments.listFor(id),
  ]);
  const pdf = await printApplication(services, { ...found, events, attachments });
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${number}.pdf"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf));
}

/** What was sent just now: the slip for the resident, the fee, the way on. */
export async function sentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/counter/sittings/:sitting/tasks/:task';
  const config = IN_SITTING;
  app.get(`${url}/sent`, { config }, (request, reply) => show(services, request, reply));
  app.get(`${url}/application.pdf`, { config }, (request, reply) =>
    print(services, request, reply),
  );
}
