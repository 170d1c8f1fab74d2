import type { FastifyRequest } from 'fastify';
import { isReceiptable } from '../../../domain/receipts/compose-receipt.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { textOf } from '../../../lib/html.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import { actorNames } from '../case/actor-names.ts';
import { attemptViews } from './charge-attempts.ts';
import { disputeViews } from './charge-disputes.ts';
import { ledgerView } from './charge-ledger.ts';
import { openPoints } from './charge-next.ts';
import { aboutView } from './charge-owed-for.ts';
import { storyParts } from './charge-story.ts';
import { chargeTimeline } from './charge-timeline.ts';
import { CHARGE_STATES, chargeTone, methodWord } from './charge-words.ts';
import type { OpenCharge } from './open-charge.ts';
import { reasonWord, stateTone, stateWord, wayWord } from './refunds-words.ts';
import type { Asked, StoryParts } from './story-parts.ts';
import { yenOf } from './till-entries-view.ts';

function refundViews({ refunds }: StoryParts) {
  return refunds.map(({ refund }) => ({
    href: financePaths.refund(refund.id),
    yen: yenOf(refund.yen),
    reason: reasonWord(refund.reason),
    way: wayWord(refund.way),
    state: stateWord(refund.state),
    tone: stateTone(refund.state),
    ref: refund.providerRef ?? '',
  }));
}

/** A charge's whole story on one screen. */
export async function chargeView(
  services: Services,
  found: OpenCharge,
  request: FastifyRequest,
  asked?: Asked,
) {
  const { charge, procedure } = found;
  const parts = await storyParts(services, found);
  const now = services.clock.now();
  const say = (moment: Date) => textOf(formatJstMoment(moment, 'ja'));
  const disputes = parts.disputes.map(({ dispute }) => dispute);
  const refunds = parts.refunds.map(({ refund }) => refund);
  const { events, receipts } = parts;
  const section = procedure?.section;
  const mayIssue = request.staffMay('receipts.issue', section) && !found.isKept;
  const timeline = chargeTimeline(parts, {
    words: request.words,
    names: await actorNames(services),
    ...(asked && { asked }),
  });
  return {
    about: aboutView(found, request),
    isKept: found.isKept,
    yen: yenOf(charge.yen),
    state: CHARGE_STATES[charge.state],
    tone: chargeTone(charge.state),
    method: methodWord(charge.method),
    paidAt: charge.paidAt && momentText(request.words, charge.paidAt),
    refundYen: charge.refundYen > 0 ? yenOf(charge.refundYen) : '',
    points: openPoints({ charge, events, refunds, disputes, now, say }),
    learnt: asked && timeline.filter(({ isNew }) => isNew).length,
    isSilent: asked !== undefined && charge.state === 'unknown',
    timeline,
    attempts: attemptViews(parts, request),
    refunds: refundViews(parts),
    disputes: disputeViews(parts, services, request),
    ledger: await ledgerView(services, found),
    receipts: receipts.map(({ number, issue, issuedAt }) => ({
      href: financePaths.receipt(number),
      number,
      mark: issue === 0 ? '' : '再発行',
      at: momentText(request.words, issuedAt),
    })),
    mayIssue: mayIssue && isReceiptable(charge),
    mayAsk: request.staffMay('charges.ask', section),
    refundHref:
      charge.paidAt && request.staffMay('refunds.ask', section)
        ? financePaths.refundNew(charge.id)
        : undefined,
    askAction: financePaths.chargeAction(charge.id, 'ask'),
    receiptAction: financePaths.chargeAction(charge.id, 'receipt'),
    list: financePaths.charges(),
  };
}
