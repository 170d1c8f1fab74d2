import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { askRefund, counterWay, providerOf } from '../../../domain/refunds/ask-refund.ts';
import { REFUND_WAYS, type RefundWay } from '../../../domain/refunds/refund.ts';
import type { RefundSnapshot } from '../../../domain/refunds/refund-store.ts';
import { paymentsOf, refundableYen, undecidedDueYen } from '../../../domain/refunds/refund-sums.ts';
import { sendRefund } from '../../../domain/refunds/send-refund.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatYen } from '../../../lib/yen.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import { methodWord } from './books-words.ts';
import { mayDoWith, type RefundAbout, refundAbout } from './refunds-about.ts';
import {
  asked,
  type RefundProblems,
  reasonsFor,
  refundProblems,
  type TypedRefund,
  typedRefund,
} from './refunds-form.ts';
import { REFUND_STYLES } from './refunds-queue.ts';
import { reasonWord, refusalWord, wayWord } from './refunds-words.ts';

const NOTHING_TYPED: Omit<TypedRefund, 'chargeId' | 'attempt' | 'believed'> = {
  part: 'whole',
  yen: '',
  reason: '',
  way: '',
  by: '',
  payee: { name: '', bank: '', branch: '', kind: 'ordinary', number: '', holder: '' },
};

/** Money that something can still be given back of. */
function openPayments(snapshot: RefundSnapshot) {
  return paymentsOf(snapshot.charge.events)
    .map(({ attemptId, yen, method }) => ({
      attempt: attemptId ?? '',
      paid: formatYen(yen, 'ja'),
      method: methodWord(method ?? ''),
      left: refundableYen(snapshot, attemptId),
      hasCompany: providerOf(snapshot, attemptId) !== null,
      atCounter: counterWay(snapshot, attemptId),
    }))
    .filter(({ left }) => left > 0);
}

/** As it came, at the counter, or by transfer; to a card only what its terminal took. */
function waysFor(payment: ReturnType<typeof openPayments>[number] | undefined) {
  const isPossible = (way: RefundWay) => {
    if (way === 'provider') return payment?.hasCompany === true;
    return way !== 'card_terminal' || payment?.atCounter === way;
  };
  return REFUND_WAYS.filter(isPossible).map((way) => ({ key: way, text: wayWord(way) }));
}

async function formPage(
  services: Services,
  reply: FastifyReply,
  about: RefundAbout,
  wrong: { readonly typed?: TypedRefund; readonly problems?: RefundProblems } = {},
) {
  const { charge, title, number } = about;
  const snapshot = await services.stores.refunds.snapshot(charge.id);
  const payments = openPayments(snapshot);
  const { attempt: wanted } = reply.request.query as { attempt?: string };
  const asking = wrong.typed?.attempt ?? wanted;
  const payment = payments.find(({ attempt }) => attempt === asking) ?? payments[0];
  const due = undecidedDueYen(snapshot);
  const problems = wrong.problems ?? {};
  const found = Object.entries(problems).map(([key, text]) => ({ href: `#${key}`, text }));
  if (found.length > 0) reply.code(422);
  return reply.officePage('office/finance/refund-new', {
    title: '返金を申し込む',
    styles: REFUND_STYLES,
    hasErrors: found.length > 0,
    found,
    errors: problems,
    about: { title, number, paid: formatYen(charge.yen, 'ja') },
    due: due > 0 ? formatYen(due, 'ja') : undefined,
    payment: payment && { ...payment, leftText: formatYen(payment.left, 'ja') },
    others: payments
      .filter((one) => one !== payment)
      .map(({ attempt, paid, method }) => ({
        href: `${financePaths.refundNew(charge.id)}&attempt=${encodeURIComponent(attempt)}`,
        text: `${paid}（${method}）`,
      })),
    typed: wrong.typed ?? NOTHING_TYPED,
    chargeId: charge.id,
    reasons: reasonsFor({ isDue: due > 0, isBill: charge.billId !== null }).map((key) => ({
      key,
      text: reasonWord(key),
    })),
    ways: waysFor(payment),
    limit: formatYen(refundDesk(services).approvalAboveYen, 'ja'),
    action: financePaths.refunds(),
    back: financePaths.charge(charge.id),
  });
}

async function permitted(services: Services, reply: FastifyReply, chargeId: string) {
  const about = await refundAbout(services, chargeId);
  return mayDoWith(reply.request, 'refunds.ask', about) ? about : undefined;
}

export async function showNewRefund(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { charge = '' } = request.query as { charge?: string };
  const about = await permitted(services, reply, charge);
  if (about === undefined) return reply.notPermitted('refunds.ask', charge);
  return formPage(services, reply, about);
}

/** Writes it down; what is approved by that and goes by a company is sent at once. */
export async function postNewRefund(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const typed = typedRefund(request);
  const about = await permitted(services, reply, typed.chargeId);
  if (about === undefined) return reply.notPermitted('refunds.ask', typed.chargeId);
  const problems = refundProblems(typed);
  if (Object.keys(problems).length > 0) {
    return formPage(services, reply, about, { typed, problems });
  }
  const deps = refundDesk(services);
  try {
    const by = `staff:${request.staff?.login ?? ''}` as const;
    const id = await askRefund(deps, { ...asked(typed), by });
    await sendRefund(deps, id, (err) =>
      request.log.error({ err, refundId: id }, 'refund not sent'),
    );
    return reply.redirect(financePaths.refund(id), 303);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_amount') throw error;
    const text = refusalWord(error.detail['why']);
    return formPage(services, reply, about, { typed, problems: { yen: text } });
  }
}
