import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { declaredFrom } from '../../domain/indicators/declaration.ts';
import {
  type IncidentProblems,
  incidentFigure,
  incidentsOf,
  readIncident,
  takenBackFigure,
} from '../../domain/indicators/incident.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { incidentsView } from './incidents-view.ts';

/** @throws DomainError page_not_found where the town declares no such figure */
function indicatorOf({ indicators }: Services): string {
  const declared = declaredFrom(indicators, 'incidents');
  if (declared === undefined) throw new DomainError('page_not_found');
  return declared.id;
}

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: { readonly typed?: Record<string, string>; readonly problems?: IncidentProblems } = {},
) {
  const indicator = indicatorOf(services);
  const { typedFigures, staff } = services.stores;
  const names = new Map((await staff.list()).map(({ login, name }) => [login, name]));
  const view = incidentsView({
    incidents: incidentsOf(await typedFigures.list(), indicator),
    nameOf: (actor) => names.get(actor.replace(/^staff:/, '')) ?? actor.replace(/^staff:/, ''),
    mayEnter: request.staffMay('inventory.manage'),
    back: adminPaths.indicator(indicator),
    today: todayInTokyo(services.clock.now()),
    ...form,
  });
  return reply.officePage('admin/incidents', view);
}

const madeBy = (services: Services, request: FastifyRequest) => ({
  id: randomUUID(),
  indicator: indicatorOf(services),
  by: `staff:${request.staff?.login ?? ''}` as const,
  at: services.clock.now(),
});

async function record(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const made = madeBy(services, request);
  const posted = postedText(request);
  const typed = { day: posted('day'), kind: posted('kind'), what: posted('what') };
  const read = readIncident(typed, todayInTokyo(made.at));
  if ('problems' in read) {
    reply.code(422);
    return show(services, request, reply, { typed, ...read });
  }
  await services.stores.typedFigures.add(incidentFigure(read.incident, made));
  return reply.redirect(adminPaths.incidents(), 303);
}

async function takeBack(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const made = madeBy(services, request);
  const { typedFigures } = services.stores;
  const { id } = request.params as { id: string };
  const found = incidentsOf(await typedFigures.list(), made.indicator).find((one) => one.id === id);
  if (found === undefined) throw new DomainError('page_not_found');
  if (!found.takenBack) await typedFigures.add(takenBackFigure(found, made));
  return reply.redirect(adminPaths.incidents(), 303);
}

/** 事故の記録: what the figure of incidents is counted from. */
export async function incidentsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const write = { config: { staff: 'inventory.manage' as const } };
  app.get(
    adminPaths.incidents(),
    { config: { staff: 'figures.read' as const } },
    (request, reply) => show(services, request, reply),
  );
  app.post(adminPaths.incidents(), write, (request, reply) => record(services, request, reply));
  app.post(`${adminPaths.incidents()}/:id/take-back`, write, (request, reply) =>
    takeBack(services, request, reply),
  );
}
