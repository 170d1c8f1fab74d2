import type { FastifyReply, FastifyRequest } from 'fastify';
import { payOutRefund } from '../../../domain/till/give-back.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import { owedFor, yenOf } from './till-entries-view.ts';
import { type TillPlace, tillDesk } from './till-place.ts';
import { backToTill, waitingRefunds } from './till-screen.ts';
import { REFUSALS } from './till-words.ts';

export type RefundRequest = FastifyRequest<{ Params: { till: string; refund: string } }>;

const SIGNED = '受け取った人の署名をもらってから、印を付けてください。';

/** Refunds that are approved and given in cash: each with the paper that the payee signs. */
export async function refundsPage(
  services: Services,
  place: TillPlace,
  reply: FastifyReply,
  wrong: { readonly id?: string; readonly error?: string } = {},
) {
  if (!place.isTaking) return backToTill(reply, place);
  if (wrong.error !== undefined) reply.code(422);
  const refunds = await waitingRefunds(services);
  const today = todayInTokyo(services.clock.now());
  return reply.officePage('office/finance/till-refunds', {
    title: '現金で返す',
    styles: ['office-till.css', 'till-print.css'],
    scripts: ['print.js', 'once.js'],
    hasErrors: wrong.error !== undefined,
    error: wrong.error,
    today: formatJstDate(today, 'ja'),
    town: services.library.municipality.name['ja'],
    refunds: await Promise.all(
      refunds.map(async ({ id, chargeId, yen }) => ({
        id,
        yen: yenOf(yen),
        isWrong: id === wrong.id,
        action: financePaths.tillRefund(place.key, id),
        ...(await owedFor(services, chargeId)),
      })),
    ),
    back: financePaths.till(place.key),
    name: place.name,
  });
}

export async function refundPosted(
  services: Services,
  place: TillPlace,
  request: RefundRequest,
  reply: FastifyReply,
) {
  const { session, actor } = place;
  if (!place.isTaking || session === undefined) return backToTill(reply, place);
  const { refund: id } = request.params;
  if (postedText(request)('signed') !== 'yes') {
    return refundsPage(services, place, reply, { id, error: SIGNED });
  }
  const refund = await services.stores.refunds.find(id);
  if (refund === undefined) return refundsPage(services, place, reply);
  const deps = { ...refundDesk(services), tills: tillDesk(services).tills };
  const done = await payOutRefund(deps, refund, { sessionId: session.id, actor });
  if (!done.taken) {
    return refundsPage(services, place, reply, { id, error: REFUSALS[done.why] });
  }
  return backToTill(reply, place);
}
