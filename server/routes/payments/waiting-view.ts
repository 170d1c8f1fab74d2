import { currentAttemptId } from '../../domain/payments/attempt-history.ts';
import { yenThatCame } from '../../domain/payments/part-paid.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { momentText, yenText } from '../apply/format-text.ts';
import type { Payment } from './load-payment.ts';
import { completes, paymentFrame } from './pay-view.ts';

/** Where nothing can be chosen now: a slip or an account for a transfer is out, the provider is silent, or the time is over. */
export type WaitingFor = 'slip' | 'transfer' | 'answer' | 'nothing';

export async function waitingView(
  services: Services,
  words: Words,
  payment: Payment,
  waitingFor: WaitingFor,
): Promise<PageModel> {
  const { charge, application } = payment;
  const { locale } = words;
  const { charges } = services.stores;
  const [attempts, events] = await Promise.all([
    charges.attempts(charge.id),
    charges.events(charge.id),
  ]);
  const came = waitingFor === 'transfer' ? yenThatCame(events) : 0;
  return {
    ...paymentFrame(services, words, payment),
    title: words.plain(`payments:${waitingFor}_title`),
    waitingFor,
    // Unpaid it ends nothing that was received.
    goesOn: payment.bill === null && !completes(payment),
    isOut: waitingFor === 'slip' || waitingFor === 'transfer',
    total: yenText(words, charge.yen),
    payBy: momentText(words, charge.payBy),
    slipHref: attempts.find((a) => a.id === currentAttemptId(events))?.url ?? undefined,
    ...(came > 0 && {
      came: yenText(words, came),
      rest: yenText(words, charge.yen - came),
    }),
    askHref: paths.payReturn(locale, charge.id),
    againHref: application && paths.applyStart(locale, application.procedureId),
  };
}
