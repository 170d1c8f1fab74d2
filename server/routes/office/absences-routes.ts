import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayEnterFor } from '../../domain/decisions/absence-rules.ts';
import { endAbsence } from '../../domain/decisions/end-absence.ts';
import { enterAbsence } from '../../domain/decisions/enter-absence.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { absenceDesk, absencesPage } from './absences-view.ts';

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const desk = await absenceDesk(services, request);
  return desk ? absencesPage(services, reply, desk) : reply.notPermitted('absences.enter');
}

async function enter(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const desk = await absenceDesk(services, request);
  if (desk === undefined) return reply.notPermitted('absences.enter');
  const { me, people, scene } = desk;
  const posted = postedText(request);
  const wanted = {
    staffId: posted('staffId'),
    deputyId: posted('deputyId'),
    from: posted('from'),
    to: posted('to'),
  };
  const staff = people.find(({ id }) => id === wanted.staffId);
  if (staff && !mayEnterFor(me, staff, scene)) {
    return reply.notPermitted('absences.enter', staff.id);
  }
  const by = `staff:${me.login}`;
  const problem = await enterAbsence(services.stores, services.clock, { wanted, people, by });
  if (problem) return absencesPage(services, reply, desk, { typed: wanted, problem });
  return reply.redirect(officePaths.absences('did=entered'), 303);
}

async function end(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const { id } = request.params as { id: string };
  const [desk, absence] = await Promise.all([
    absenceDesk(services, request),
    stores.absences.find(id),
  ]);
  if (absence === undefined) return reply.redirect(officePaths.absences(), 303);
  const staff = desk?.people.find((one) => one.id === absence.staffId);
  if (desk === undefined || !staff || !mayEnterFor(desk.me, staff, desk.scene)) {
    return reply.notPermitted('absences.enter', absence.staffId);
  }
  await endAbsence(stores, clock, { id, by: `staff:${desk.me.login}` });
  return reply.redirect(officePaths.absences('did=ended'), 303);
}

/** Who is away from when to when, and who signs in their place. */
export async function absenceRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'absences.enter' } as const;
  app.get(officePaths.absences(), { config }, (request, reply) => show(services, request, reply));
  app.post(officePaths.absences(), { config }, (request, reply) => enter(services, request, reply));
  app.post('/office/absences/:id/end', { config }, (request, reply) =>
    end(services, request, reply),
  );
}
