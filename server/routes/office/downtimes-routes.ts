import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readDowntime, type TypedDowntime } from '../../domain/downtimes/new-downtime.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { downtimesPage } from './downtimes-view.ts';

const config = { staff: 'downtimes.manage' } as const;

function typedDowntime(request: FastifyRequest): TypedDowntime {
  const posted = postedText(request);
  return {
    fromDay: posted('from_day'),
    fromTime: posted('from_time'),
    untilDay: posted('until_day'),
    untilTime: posted('until_time'),
    scope: posted('scope'),
  };
}

async function announce(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, downtimeBoard } = services;
  const now = clock.now();
  const typed = typedDowntime(request);
  const read = readDowntime(typed, now);
  if ('problems' in read) return downtimesPage(services, reply, { typed, ...read });
  const { id: createdBy = '', login = '' } = request.staff ?? {};
  const downtime = { id: randomUUID().replaceAll('-', ''), ...read.downtime, createdBy };
  await stores.downtimes.add(downtime, { actor: `staff:${login}`, at: now });
  downtimeBoard.changed();
  return reply.redirect(officePaths.downtimes(), 303);
}

/** When the site will stand still: announced, listed, called off. */
export async function downtimeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(officePaths.downtimes(), { config }, (_request, reply) => downtimesPage(services, reply));
  app.post(officePaths.downtimes(), { config }, (request, reply) =>
    announce(services, request, reply),
  );
  app.post<{ Params: { id: string } }>(
    '/office/downtimes/:id/cancel',
    { config },
    async (request, reply) => {
      const by = { actor: `staff:${request.staff?.login ?? ''}`, at: services.clock.now() };
      await services.stores.downtimes.cancel(request.params.id, by);
      services.downtimeBoard.changed();
      return reply.redirect(officePaths.downtimes(), 303);
    },
  );
}
