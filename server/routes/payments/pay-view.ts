import { currentAttemptId } from '../../domain/payments/attempt-history.ts';
import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import type { ChargeEvent } from '../../domain/payments/payment.ts';
import { newSlipPayBy } from '../../domain/payments/payment-deadlines.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { contactView } from '../apply/contact-view.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';
import type { Payment } from './load-payment.ts';
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

/** Name, contact and way back that every payment page of one application has. */
export function paymentFrame(services: Services, words: Words, payment: Payment) {
  const { procedure, application } = payment;
  const { municipality } = services.library;
  return {
    caption: procedure && procedureText(procedure, words, 'title'),
    number: application.number,
    contact: procedure && contactView(procedure, words, municipality),
    statusHref: paths.statusApplication(words.locale, application.id),
  };
}

/** The page that says what is owed, until when, and how it can be paid. */
export async function payView(
  services: Services,
  words: Words,
  payment: Payment,
  problem?: 'choose_method' | 'unreachable',
): Promise<PageModel> {
  const { charge, booking } = payment;
  const { library, providers } = services;
  const offered = offeredMethods(library.municipality.payment_methods, providers);
  const konbini = newSlipPayBy(services.clock.now(), booking?.day ?? null, charge.payBy);
  const visit = lastVisit(await services.stores.charges.events(charge.id));
  return {
    ...paymentFrame(services, words, payment),
    title: words.plain('payments:pay_title'),
    // What the town has looked at already is neither held nor waiting to be received.
    completes: payment.procedure?.fee.when !== 'after_review',
    hasErrors: problem !== undefined,
    lines: owedLines(services, words, payment),
    total: yenText(words, charge.yen),
    payBy: momentText(words, charge.payBy),
    day: booking && dateText(words, booking.day),
    atOnce: offered.filter((method) => method !== 'konbini'),
    hasKonbini: offered.includes('konbini'),
    konbiniBy: konbini && momentText(words, konbini),
    visit: problem === undefined ? visit : undefined,
    problem,
    action: paths.payCharge(words.locale, charge.id),
  };
}
