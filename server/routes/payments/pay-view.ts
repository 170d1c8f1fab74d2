import { shownNumber } from '../../domain/bills/bill-number.ts';
import { dayAfterBill } from '../../domain/bills/payability.ts';
import { currentAttemptId } from '../../domain/payments/attempt-history.ts';
import { payBefore } from '../../domain/payments/held.ts';
import type { ChargeEvent } from '../../domain/payments/payment.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { contactView } from '../apply/contact-view.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { itemName } from '../bills/bill-texts.ts';
import { agentTexts } from './agent-texts.ts';
import type { Payment } from './load-payment.ts';
import { methodsView } from './methods-view.ts';
import { owedLines } from './owed-lines.ts';

/** What happened at the last visit, in one word of `payments.json`; none on the first. */
function lastVisit(
  events: readonly ChargeEvent[],
): 'refused' | 'failed' | 'closed' | 'not_finished' | undefined {
  const current = currentAttemptId(events);
  const started = events.findLast((e) => e.type === 'attempt_started');
  switch (events.findLast((e) => e.attemptId === current)?.type) {
    case 'attempt_failed':
      return started?.detail['method'] === 'card' ? 'refused' : 'failed';
    case 'attempt_expired':
      return 'closed';
    case 'attempt_started':
    case 'attempt_open':
      return 'not_finished';
    default:
      return undefined;
  }
}

/** Name, contact and way back that every payment page of one application or bill has. */
export function paymentFrame(services: Services, words: Words, payment: Payment) {
  const { municipality } = services.library;
  const { locale } = words;
  if (payment.bill !== null) {
    const { bill } = payment;
    return {
      isBill: true,
      caption: itemName(services, words, bill.revenueItem),
      term: bill.term,
      number: shownNumber(bill.number),
      statusHref: paths.bill(locale, bill.id),
    };
  }
  const { procedure, application } = payment;
  return {
    isBill: false,
    caption: procedure && procedureText(procedure, words, 'title'),
    number: application.number,
    contact: procedure && contactView(procedure, words, municipality),
    statusHref: paths.statusApplication(locale, application.id),
  };
}

/** The JST day before which the money has to be there; null when there is none. */
export function bookedDay(payment: Payment): string | null {
  if (payment.bill !== null) return dayAfterBill(payment.bill);
  const { charge, booking = null, change = null } = payment;
  return payBefore({ charge, bill: null, booking, change });
}

/**
 * Does the payment complete what was sent? It is owed since that moment then; a bill, a difference,
 * a month's fee or what the town has fixed is not.
 */
export function completes(payment: Payment): boolean {
  if (payment.bill !== null || payment.charge.kind !== 'fee') return false;
  const { charge, application, procedure } = payment;
  if (procedure?.fee.when === 'after_review' || application.status === 'fee_due') return false;
  return charge.createdAt <= application.submittedAt;
}

/** What is said of it where paying completes nothing; none of a bill, which says all itself. */
function leadOf(words: Words, { charge }: Payment) {
  return charge.kind === 'difference' || charge.kind === 'monthly'
    ? words.t(`payments:lead_${charge.kind}`)
    : undefined;
}

/** The page that says what is owed, until when, and how it can be paid. */
export async function payView(
  services: Services,
  words: Words,
  payment: Payment,
  problem?: 'choose_method' | 'unreachable',
): Promise<PageModel> {
  const { charge } = payment;
  const booking = payment.bill === null ? payment.booking : undefined;
  const visit = lastVisit(await services.stores.charges.events(charge.id));
  return {
    ...paymentFrame(services, words, payment),
    title: words.plain('payments:pay_title'),
    completes: completes(payment),
    lead: leadOf(words, payment),
    agents: agentTexts(services, words),
    hasErrors: problem !== undefined,
    lines: owedLines(services, words, payment),
    total: yenText(words, charge.yen),
    payBy: momentText(words, charge.payBy),
    day: booking && dateText(words, booking.day),
    methods: methodsView(services, words, {
      yen: charge.yen,
      payBy: charge.payBy,
      bookedDay: bookedDay(payment),
      isBill: payment.bill !== null,
    }),
    visit: problem === undefined ? visit : undefined,
    problem,
    action: paths.payCharge(words.locale, charge.id),
  };
}
