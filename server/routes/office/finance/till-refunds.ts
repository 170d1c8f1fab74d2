import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refund } from '../../../domain/refunds/refund.ts';
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

const VOIDED = 'カード端末で取り消して、その伝票の番号を、英字と数字で入力してください。例：00123';
const SIGNED = '受け取った人の署名をもらってから、印を付けてください。';

/** The slip on which the terminal took it: what is taken back there is found by it. */
async function slipOf({ stores }: Services, { chargeId, attemptId }: Refund) {
  const entries = await stores.chargeStory.tillEntries(chargeId);
  const taken = entries.findLast(
    (one) => one.kind === 'card_terminal' && one.yen > 0 && one.attemptId === attemptId,
  );
  return (
    taken && {
      number: taken.slipNumber ?? '',
      day: formatJstDate(todayInTokyo(taken.at), 'ja'),
      yen: yenOf(taken.yen),
    }
  );
}

/**
 * Refunds that are approved and given here: cash with the paper that the payee signs, or back to the
 * card on the terminal, with the slip that took it and the one that takes it back.
 */
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
    title: '窓口で返す',
    styles: ['office-till.css', 'till-print.css'],
    scripts: ['print.js', 'once.js'],
    hasErrors: wrong.error !== undefined,
    error: wrong.error,
    today: formatJstDate(today, 'ja'),
    town: services.library.municipality.name['ja'],
    refunds: await Promise.all(
      refunds.map(async (refund) => ({
        id: refund.id,
        yen: yenOf(refund.yen),
        isWrong: refund.id === wrong.id,
        isCard: refund.way === 'card_terminal',
        slip: refund.way === 'card_terminal' ? await slipOf(services, refund) : undefined,
        action: financePaths.tillRefund(place.key, refund.id),
        ...(await owedFor(services, refund.chargeId)),
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
  const refund = await services.stores.refunds.find(id);
  if (refund === undefined) return refundsPage(services, place, reply);
  const posted = postedText(request);
  const isCard = refund.way === 'card_terminal';
  if (!isCard && posted('signed') !== 'yes') {
    return refundsPage(services, place, reply, { id, error: SIGNED });
  }
  const deps = { ...refundDesk(services), tills: tillDesk(services).tills };
  const given = { sessionId: session.id, actor, slipNumber: posted('slip') };
  const done = await payOutRefund(deps, refund, given);
  if (!done.taken) {
    const error = done.why === 'slip_missing' ? VOIDED : REFUSALS[done.why];
    return refundsPage(services, place, reply, { id, error });
  }
  return backToTill(reply, place);
}
