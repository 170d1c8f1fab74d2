import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPause, type TypedPause } from '../../domain/pauses/new-pause.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Services } from '../../services.ts';
import { pausesView } from './pauses-view.ts';
import { procedureState } from './procedure-states.ts';

interface Params {
  readonly procedure: string;
  readonly pause?: string;
}

/** The procedure of the address; 403 where it is another section's to stop. */
async function opened(services: Services, request: FastifyRequest) {
  const state = await procedureState(services, request, (request.params as Params).procedure);
  return { state, isAllowed: request.staffMay('procedures.pause', state.section) };
}

function typedPause({ library }: Services, request: FastifyRequest): TypedPause {
  const posted = postedText(request);
  const { languages } = library.municipality;
  return {
    reason: Object.fromEntries(
      ['ja' as const, ...languages].map((locale) => [locale, posted(`reason-${locale}`)]),
    ),
    untilDay: posted('until_day'),
    untilTime: posted('until_time'),
  };
}

async function stop(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, live } = services;
  const { state, isAllowed } = await opened(services, request);
  if (!isAllowed) return reply.notPermitted('procedures.pause', state.id);
  const now = clock.now();
  const typed = typedPause(services, request);
  const read = readPause(typed, now);
  if ('problems' in read) {
    reply.code(422);
    const view = await pausesView(services, state, { typed, ...read });
    return reply.officePage('admin/pauses', view);
  }
  const { login = '' } = request.staff ?? {};
  const { reason, until } = read.pause;
  const pause = { id: orderedId(now), procedureId: state.id, by: login, ...read.pause };
  const detail = { reason: reason.ja, ...(until && { to: until.toISOString() }) };
  const made = {
    at: now,
    actor: `staff:${login}`,
    action: 'pause.made',
    subject: state.id,
    detail,
  };
  await stores.pauses.add(pause, made);
  await live.refresh();
  return reply.redirect(`${adminPaths.procedure(state.id)}?done=pause`, 303);
}

async function lift(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, live } = services;
  const { state, isAllowed } = await opened(services, request);
  if (!isAllowed) return reply.notPermitted('procedures.pause', state.id);
  const { pause: id = '' } = request.params as Params;
  const { login = '' } = request.staff ?? {};
  const at = clock.now();
  const own = (await stores.pauses.list(state.id)).some((pause) => pause.id === id);
  const audit = {
    at,
    actor: `staff:${login}`,
    action: 'pause.lifted',
    subject: state.id,
    detail: {},
  };
  if (own) await stores.pauses.lift(id, { login, at }, audit);
  await live.refresh();
  return reply.redirect(`${adminPaths.procedure(state.id)}?done=lift`, 303);
}

/** 緊急停止: nobody can begin or send a procedure, from now on. */
export async function pausesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'procedures.pause' } as const;
  const base = '/admin/procedures/:procedure/pauses';
  app.get(base, { config }, async (request, reply) => {
    const { state } = await opened(services, request);
    return reply.officePage('admin/pauses', await pausesView(services, state));
  });
  app.post(base, { config }, (request, reply) => stop(services, request, reply));
  app.post(`${base}/:pause/lift`, { config }, (request, reply) => lift(services, request, reply));
}
