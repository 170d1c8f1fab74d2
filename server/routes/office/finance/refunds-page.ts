import type { FastifyReply, FastifyRequest } from 'fastify';
import { needsSecondPerson } from '../../../domain/refunds/approval.ts';
import { isAtCounter, type Refund, type RefundEvent } from '../../../domain/refunds/refund.ts';
import { undecidedDueYen } from '../../../domain/refunds/refund-sums.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { paths } from '../../../http/paths.ts';
import { formatJstDate, formatJstMoment } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { formatYen } from '../../../lib/yen.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import { type ActorNames, actorNames } from '../case/actor-names.ts';
import { stepUpPath } from '../step-up.ts';
import { mayDoWith, mayReadPayee, type RefundAbout } from './refunds-about.ts';
import { REFUND_STYLES } from './refunds-queue.ts';
import { reasonWord, refundEventWord, stateWord, todoWord, wayWord } from './refunds-words.ts';

const ACCOUNTS = { ordinary: '普通', current: '当座', savings: '貯蓄' } as const;

const LOOKED_UP: Readonly<Record<string, string>> = {
  given_elsewhere: 'ほかの返金で、返し終わっています',
  account_closed: '口座がありません',
};

function eventNote({ detail }: RefundEvent): string | undefined {
  const { note, why, reason, on } = detail;
  if (typeof on === 'string') return `渡した日：${formatJstDate(on, 'ja')}`;
  const told = [note, why, reason].find((one) => typeof one === 'string');
  return told === undefined ? undefined : (LOOKED_UP[String(told)] ?? String(told));
}

function storyOf(events: readonly RefundEvent[], names: ActorNames) {
  return events.map((event) => ({
    at: formatJstMoment(event.at, 'ja'),
    text: refundEventWord(event.type),
    by: names.ofActor(event.actor),
    note: eventNote(event),
  }));
}

/** What can be done now by whoever looks. */
async function actionsOf(
  services: Services,
  request: FastifyRequest,
  refund: Refund,
  about: RefundAbout,
) {
  const { state, way, askedBy, providerRef } = refund;
  const mayAsk = mayDoWith(request, 'refunds.ask', about);
  const isWaiting = state === 'asked' || state === 'approved';
  const snapshot = await services.stores.refunds.snapshot(refund.chargeId);
  const isOwn = askedBy === `staff:${request.staff?.login ?? ''}`;
  const { approvalAboveYen } = refundDesk(services);
  const isBlocked = isOwn && needsSecondPerson(snapshot, refund, approvalAboveYen);
  const mayApprove = state === 'asked' && mayDoWith(request, 'refunds.approve', about);
  const isThere = way === 'provider' && !isWaiting && state !== 'cancelled';
  const isBroken = state === 'failed' || state === 'cancelled';
  return {
    approve: mayApprove && !isBlocked,
    confirm:
      mayApprove && !isBlocked ? stepUpPath(services, request, `refund:${refund.id}`) : undefined,
    isBlocked: mayApprove && isBlocked,
    send: mayAsk && way === 'provider' && state === 'approved',
    ask: isThere && mayDoWith(request, 'charges.ask', about),
    giveUp: mayAsk && state === 'unknown' && providerRef === null,
    payout: mayAsk && way === 'bank_transfer' && state === 'approved',
    returned: mayAsk && way === 'bank_transfer' && state === 'succeeded',
    till: isAtCounter(way) && state === 'approved' ? financePaths.tills() : undefined,
    cancel: mayAsk && isWaiting,
    anew:
      mayAsk && isBroken && undecidedDueYen(snapshot) > 0
        ? financePaths.refundNew(refund.chargeId)
        : undefined,
  };
}

/** Sealed: opened for who asked for it, and that is in the log. */
async function payeeRows(services: Services, request: FastifyRequest, refund: Refund) {
  const payee = await services.stores.refunds.payee(refund.id);
  if (payee === undefined) return undefined;
  await services.stores.audit.append({
    at: services.clock.now(),
    actor: `staff:${request.staff?.login ?? ''}`,
    action: 'refund.payee_viewed',
    subject: refund.id,
    detail: {},
  });
  const { name, bank, branch, kind, number, holder } = payee;
  return [
    { key: '氏名', text: name },
    { key: '銀行', text: `${bank} ${branch}` },
    { key: '口座', text: `${ACCOUNTS[kind]} ${number}` },
    { key: '口座の名義（カナ）', text: holder },
  ];
}

function factRows(refund: Refund, names: ActorNames) {
  const { yen, reason, way, askedBy, approvedBy, giveBackBy, providerRef } = refund;
  return [
    { key: '返す金額', text: formatYen(yen, 'ja') },
    { key: '理由', text: reasonWord(reason) },
    { key: '返し方', text: wayWord(way) },
    { key: '申し込んだ人', text: names.ofActor(askedBy) },
    ...(approvedBy ? [{ key: '承認した人', text: names.ofActor(approvedBy) }] : []),
    ...(giveBackBy ? [{ key: '返す期限', text: formatJstDate(giveBackBy, 'ja') }] : []),
    ...(providerRef ? [{ key: '決済会社の番号', text: providerRef }] : []),
  ];
}

/** One refund: what it is, how it went, and what can be done. */
export async function refundPage(
  services: Services,
  reply: FastifyReply,
  { refund, about }: { readonly refund: Refund; readonly about: RefundAbout },
  error?: string,
) {
  const { request } = reply;
  const names = await actorNames(services);
  const { payee } = request.query as { payee?: string };
  const maySeePayee = refund.hasPayee && (await mayReadPayee(services, request, about));
  if (error !== undefined) reply.code(422);
  const { provider, providerRef } = refund;
  return reply.officePage('office/finance/refund', {
    title: `返金 ${formatYen(refund.yen, 'ja')}`,
    styles: REFUND_STYLES,
    hasErrors: error !== undefined,
    error,
    about,
    caseHref:
      about.section !== null && request.staffMay('cases.read', about.section)
        ? about.caseHref
        : undefined,
    state: stateWord(refund.state),
    todo: todoWord(refund),
    facts: factRows(refund, names),
    story: storyOf(await services.stores.refunds.events(refund.id), names),
    payeeHref: maySeePayee ? `${financePaths.refund(refund.id)}?payee=1` : undefined,
    payee: maySeePayee && payee === '1' ? await payeeRows(services, request, refund) : undefined,
    can: await actionsOf(services, request, refund, about),
    today: todayInTokyo(services.clock.now()),
    actionOf: (action: string) => financePaths.refundAction(refund.id, action),
    chargeHref: financePaths.charge(refund.chargeId),
    queue: financePaths.refunds(),
    sandbox:
      provider === 'sandbox' && providerRef !== null ? paths.sandboxRefund(providerRef) : undefined,
  });
}
