import type { FastifyRequest } from 'fastify';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import { isAttemptEnded, isAttemptPaid } from '../../../domain/payments/attempt-history.ts';
import type { PaymentAttempt } from '../../../domain/payments/payment.ts';
import { isReceiptable } from '../../../domain/receipts/compose-receipt.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { officePaths } from '../../../http/office-paths.ts';
import { textOf } from '../../../lib/html.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';
import { actorNames } from '../case/actor-names.ts';
import { openPoints } from './charge-next.ts';
import { type Asked, chargeTimeline, nth, type StoryParts } from './charge-timeline.ts';
import {
  CHARGE_STATES,
  chargeTone,
  kindWord,
  ledgerWord,
  methodWord,
  providerWord,
} from './charge-words.ts';
import {
  adviceFor,
  DISPUTE_STATE_WORDS,
  daysLeft,
  daysLeftWord,
  whereToAnswer,
} from './disputes-words.ts';
import type { OpenCharge } from './open-charge.ts';
import { reasonWord, stateTone, stateWord, wayWord } from './refunds-words.ts';
import { yenOf } from './till-entries-view.ts';

/** Everything that was ever told or done about a charge. */
export async function storyParts(
  { stores }: Services,
  { charge, isKept }: Pick<OpenCharge, 'charge' | 'isKept'>,
): Promise<StoryParts> {
  const { id, applicationId } = charge;
  const [attempts, events, refunds, disputes, receipts, tillEntries, mails] = await Promise.all([
    stores.charges.attempts(id),
    stores.charges.events(id),
    stores.refunds.ofCharge(id),
    stores.disputes.listOf(id),
    stores.receipts.listOf(id),
    stores.chargeStory.tillEntries(id),
    applicationId === null || isKept ? [] : stores.chargeStory.mails(applicationId),
  ]);
  return {
    attempts,
    events,
    refunds: await Promise.all(
      refunds.map(async (refund) => ({ refund, events: await stores.refunds.events(refund.id) })),
    ),
    disputes: await Promise.all(
      disputes.map(async (dispute) => ({
        dispute,
        events: await stores.disputes.events(dispute.id),
      })),
    ),
    receipts,
    tillEntries,
    mails,
  };
}

function attemptState({ events }: StoryParts, { id, providerRef }: PaymentAttempt): string {
  if (isAttemptPaid(events, id)) return '入金';
  if (isAttemptEnded(events, id)) return '入金なし';
  return providerRef === null ? '会社に届いていません' : '終わっていません';
}

function aboutView(
  { charge, application, procedure, bill, isKept }: OpenCharge,
  request: FastifyRequest,
) {
  const { words } = request;
  const mayRead = procedure !== undefined && request.staffMay('cases.read', procedure.section);
  return {
    kind: kindWord(charge.kind),
    title: bill
      ? charge.lines.map(({ label }) => label).join('、')
      : procedure
        ? procedurePlain(procedure, words, 'title')
        : (application?.procedureId ?? ''),
    numberLabel: bill ? '納付番号' : '受付番号',
    number: bill ? shownNumber(bill.number) : (application?.number ?? ''),
    href: bill
      ? financePaths.bill(bill.id)
      : application && mayRead && !isKept
        ? officePaths.case(application.id)
        : undefined,
    lines: charge.lines.map(({ label, yen }) => ({ label, yen: yenOf(yen) })),
  };
}

function disputeViews(parts: StoryParts, services: Services, request: FastifyRequest) {
  const now = services.clock.now();
  return parts.disputes.map(({ dispute }) => {
    const { id, state, yen, reason, providerRef, provider, respondBy } = dispute;
    const { says, send } = adviceFor(reason);
    return {
      id,
      state: DISPUTE_STATE_WORDS[state],
      tone: state === 'needs_response' ? 'late' : state === 'under_review' ? 'soon' : 'done',
      yen: yenOf(yen),
      says,
      send: state === 'needs_response' ? send : [],
      where: whereToAnswer(provider),
      ref: providerRef,
      until: respondBy && momentText(request.words, respondBy),
      left: daysLeftWord(daysLeft(dispute, now)),
    };
  });
}

async function moneyView({ stores, revenue }: Services, { charge }: OpenCharge) {
  const entries = await stores.chargeStory.entries(charge.id);
  const sum = entries.reduce((total, { yen }) => total + yen, 0);
  return {
    rows: entries.map((entry) => ({
      seq: entry.seq,
      day: entry.bookedOn,
      kind: ledgerWord(entry.kind),
      item: revenue.items.get(entry.revenueItem)?.name['ja'] ?? entry.revenueItem,
      year: `${entry.fiscalYear}年度${entry.segment === 'arrears' ? '（滞納繰越）' : ''}`,
      method: methodWord(entry.method),
      yen: yenOf(entry.yen),
      tax: entry.taxYen === 0 ? '' : yenOf(entry.taxYen),
    })),
    sum: yenOf(sum),
  };
}

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

function attemptViews(parts: StoryParts, { words }: FastifyRequest) {
  return parts.attempts.map((attempt, index) => ({
    which: nth(index),
    at: momentText(words, attempt.createdAt),
    provider: providerWord(attempt.provider),
    method: methodWord(attempt.method),
    ref: attempt.providerRef ?? '',
    state: attemptState(parts, attempt),
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
    ledger: await moneyView(services, found),
    receipts: receipts.map(({ number, issue, issuedAt }) => ({
      href: financePaths.receipt(number),
      number,
      mark: issue === 0 ? '' : '再発行',
      at: momentText(request.words, issuedAt),
    })),
    mayIssue: mayIssue && isReceiptable(charge),
    mayAsk: request.staffMay('charges.ask', section),
    askAction: financePaths.chargeAction(charge.id, 'ask'),
    receiptAction: financePaths.chargeAction(charge.id, 'receipt'),
    list: financePaths.charges(),
  };
}
