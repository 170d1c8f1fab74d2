import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { deskOf, TICKET_STEPS } from './queue-steps.ts';
import { queueView } from './queue-view.ts';

/** Somebody else was faster: the list says how it stands now. */
async function unlessTaken(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    const isLate =
      error instanceof DomainError &&
      (error.code === 'transition_not_allowed' || error.code === 'page_not_found');
    if (!isLate) throw error;
    return `${counterPaths.queue()}?late=1`;
  }
}

async function call(services: Services, request: FastifyRequest): Promise<string> {
  const queue = postedText(request)('queue');
  const act = deskOf(services, request);
  const day = todayInTokyo(act.at);
  const ticket = await services.stores.queue.callNext({ day, queue, ...act });
  return ticket === undefined ? `${counterPaths.queue()}?nobody=1` : counterPaths.queue();
}

/** 番号札 at a desk: who waits, call, serve, move. */
export async function queueRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(counterPaths.queue(), { config }, async (request, reply) => {
    const tickets = await services.stores.queue.listOf(todayInTokyo(services.clock.now()));
    return reply.counterPage('counter/queue', queueView(services, request, tickets));
  });
  const answer = async (reply: FastifyReply, work: () => Promise<string>) =>
    reply.redirect(await unlessTaken(work), 303);
  app.post(counterPaths.queueAction('call'), { config }, (request, reply) =>
    answer(reply, () => call(services, request)),
  );
  app.post('/counter/queue/tickets/:ticket/:step', { config }, (request, reply) => {
    const { ticket, step } = request.params as { ticket: string; step: string };
    const take = Object.hasOwn(TICKET_STEPS, step) ? TICKET_STEPS[step] : undefined;
    if (take === undefined) throw new DomainError('page_not_found');
    return answer(reply, () => take(services, request, ticket));
  });
}
