import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { correctMethod } from '../../../domain/till/correct-method.ts';
import { undoTaking } from '../../../domain/till/give-back.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import { owedFor, timeOf, yenOf } from './till-entries-view.ts';
import { type TillPlace, tillDesk } from './till-place.ts';
import { backToTill } from './till-screen.ts';
import { KINDS, REFUSALS } from './till-words.ts';

export type EntryRequest = FastifyRequest<{ Params: { till: string; entry: string } }>;

const WAY = '何を直すかを選んでください。';

/** One taking of today, and how a mistake in it is mended. */
export async function entryPage(
  services: Services,
  place: TillPlace,
  request: EntryRequest,
  reply: FastifyReply,
  error?: string,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const entry = await services.stores.tills.findEntry(request.params.entry);
  const isOwn = entry?.sessionId === place.session?.id;
  if (entry === undefined || !isOwn || entry.chargeId === null) {
    throw new DomainError('page_not_found');
  }
  if (error !== undefined) reply.code(422);
  const posted = postedText(request);
  const isCash = entry.kind === 'cash';
  return reply.officePage('office/finance/till-entry', {
    title: '受け取りを直す',
    styles: ['office-till.css'],
    scripts: ['once.js'],
    hasErrors: error !== undefined,
    error,
    owed: await owedFor(services, entry.chargeId),
    at: timeOf(entry.at),
    kind: KINDS[entry.kind],
    yen: yenOf(entry.yen),
    isCash,
    other: KINDS[isCash ? 'card_terminal' : 'cash'],
    typed: { way: posted('way'), slip: posted('slip') },
    taken: entry.attemptId && financePaths.tillTaken(place.key, entry.attemptId),
    action: financePaths.tillEntry(place.key, entry.id),
    back: financePaths.till(place.key),
    name: place.name,
  });
}

export async function entryPosted(
  services: Services,
  place: TillPlace,
  request: EntryRequest,
  reply: FastifyReply,
) {
  const { session, actor } = place;
  if (!place.isTaking || session === undefined) return backToTill(reply, place);
  const posted = postedText(request);
  const own = {
    entryId: request.params.entry,
    sessionId: session.id,
    slipNumber: posted('slip'),
    actor,
  };
  const desk = tillDesk(services);
  const way = posted('way');
  if (way !== 'method' && way !== 'undo') return entryPage(services, place, request, reply, WAY);
  const done =
    way === 'method'
      ? await correctMethod(desk, own)
      : await undoTaking({ ...refundDesk(services), tills: desk.tills }, own);
  if (!done.taken) return entryPage(services, place, request, reply, REFUSALS[done.why]);
  return backToTill(reply, place);
}
