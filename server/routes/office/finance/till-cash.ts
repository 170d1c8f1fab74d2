import type { FastifyReply, FastifyRequest } from 'fastify';
import { readWhole } from '../../../domain/till/cash.ts';
import { refusable } from '../../../domain/till/take-payment.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { orderedId } from '../../../lib/ordered-id.ts';
import type { Services } from '../../../services.ts';
import type { TillPlace } from './till-place.ts';
import { backToTill } from './till-screen.ts';
import { REFUSALS } from './till-words.ts';

const AMOUNT = '金額を数字で入力してください。例：10000';
const WAY = '入れたのか、出したのかを選んでください。';

/** More change is put in, or too much of it taken out. */
export async function cashPage(
  { clock }: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const posted = postedText(request);
  if (error !== undefined) reply.code(422);
  return reply.officePage('office/finance/till-cash', {
    title: 'つり銭を入れる・出す',
    styles: ['office-till.css'],
    scripts: ['once.js'],
    hasErrors: error !== undefined,
    error,
    typed: { yen: posted('yen'), way: posted('way') },
    key: posted('key') || orderedId(clock.now()),
    action: financePaths.tillAction(place.key, 'cash'),
    back: financePaths.till(place.key),
    name: place.name,
  });
}

export async function cashPosted(
  services: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const { session, actor } = place;
  if (!place.isTaking || session === undefined) return backToTill(reply, place);
  const posted = postedText(request);
  const yen = readWhole(posted('yen')) ?? 0;
  if (yen <= 0 || yen > 10_000_000) return cashPage(services, place, request, reply, AMOUNT);
  const way = posted('way');
  if (way !== 'added' && way !== 'taken') return cashPage(services, place, request, reply, WAY);
  const at = clock.now();
  const key = posted('key');
  const id = /^[0-9a-f-]{36}$/.test(key) ? key : orderedId(at);
  // Sent twice: it was put in once.
  if (await stores.tills.findEntry(id)) return backToTill(reply, place);
  const none = { chargeId: null, attemptId: null, refundId: null, slipNumber: null };
  const own = { id, sessionId: session.id, actor, at, tenderedYen: null, changeYen: null };
  const moved = way === 'added' ? { kind: 'cash_added', yen } : { kind: 'cash_taken', yen: -yen };
  const entry = { ...none, ...own, ...moved } as Parameters<typeof stores.tills.addCash>[0];
  const done = await refusable(() => stores.tills.addCash(entry));
  if (!done.taken) return cashPage(services, place, request, reply, REFUSALS[done.why]);
  return backToTill(reply, place);
}
