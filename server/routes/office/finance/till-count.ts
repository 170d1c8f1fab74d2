import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Closed, closeTill } from '../../../domain/till/close-till.ts';
import type { TillSession } from '../../../domain/till/till-session.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { COUNT_ERROR, countFields, postedCount } from './till-count-fields.ts';
import { sumRows, yenOf } from './till-entries-view.ts';
import { actorOf, ownSession, tillOf } from './till-place.ts';

export type SessionRequest = FastifyRequest<{ Params: { session: string } }>;

interface Wrong {
  readonly fields?: readonly number[];
  readonly difference?: Extract<Closed, { result: 'unexplained' }>;
}

/** It is counted without seeing what should come out; what should is said when it differs. */
async function countView(
  services: Services,
  session: TillSession,
  request: FastifyRequest,
  reply: FastifyReply,
  { fields, difference }: Wrong = {},
) {
  const entries = await services.stores.tills.entries(session.id);
  const posted = postedText(request);
  const hasErrors = fields !== undefined || difference !== undefined;
  if (hasErrors) reply.code(422);
  return reply.officePage('office/finance/till-count', {
    title: 'レジを数えて閉める',
    styles: ['office-till.css'],
    scripts: ['till.js', 'once.js'],
    hasErrors,
    error: fields && COUNT_ERROR,
    name: tillOf(services, session.till)?.name ?? session.till,
    day: formatJstDate(session.day, 'ja'),
    isRecount: session.state === 'counted',
    fields: countFields(posted, fields),
    card: sumRows(session, entries).card,
    difference: difference && {
      expected: yenOf(difference.expectedYen),
      counted: yenOf(difference.countedYen),
      yen: yenOf(difference.countedYen - difference.expectedYen),
      isMore: difference.countedYen > difference.expectedYen,
    },
    explanation: posted('explanation'),
    action: financePaths.tillCount(session.id),
    back: financePaths.till(session.till),
  });
}

export async function countPage(services: Services, request: SessionRequest, reply: FastifyReply) {
  const { session, may } = await ownSession(services, request, request.params.session);
  if (!may) return reply.notPermitted('till.work', session.id);
  if (session.state === 'handed_over') {
    return reply.redirect(financePaths.tillSheet(session.id), 303);
  }
  return countView(services, session, request, reply);
}

export async function countPosted(
  services: Services,
  request: SessionRequest,
  reply: FastifyReply,
) {
  const { session, may } = await ownSession(services, request, request.params.session);
  if (!may) return reply.notPermitted('till.work', session.id);
  if (session.state === 'handed_over') {
    return reply.redirect(financePaths.tillSheet(session.id), 303);
  }
  const { count, wrong } = postedCount(request);
  if (wrong.length > 0) return countView(services, session, request, reply, { fields: wrong });
  const explanation = postedText(request)('explanation').slice(0, 500);
  const { stores, clock } = services;
  const closed = await closeTill({ tills: stores.tills, clock }, session.id, {
    counted: count,
    explanation,
    actor: actorOf(request),
  });
  if (closed.result === 'unexplained') {
    return countView(services, session, request, reply, { difference: closed });
  }
  return reply.redirect(financePaths.tillSheet(session.id), 303);
}
