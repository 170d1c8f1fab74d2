import { currentAttemptId } from '../../domain/payments/attempt-history.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { momentText, yenText } from '../apply/format-text.ts';
import type { Payment } from './load-payment.ts';
import { paymentFrame } from './pay-view.ts';

/** Where nothing can be chosen now: a slip is out, the provider is silent, or the time is over. */
export type WaitingFor = 'slip' | 'answer' | 'nothing';

async function slipUrl({ stores }: Services, chargeId: string): Promise<string | undefined> {
  const { charges } = stores;
  const [attempts, events] = await Promise.all([
    charges.attempts(chargeId),
    charges.events(chargeId),
  ]);
  const current = currentAttemptId(events);
  return attempts.find((a) => a.id === current)?.url ?? undefined;
}

export async function waitingView(
  services: Services,
  words: Words,
  payment: Payment,
  waitingFor: WaitingFor,
): Promise<PageModel> {
  const { charge, application } = payment;
  const { locale } = words;
  return {
    ...paymentFrame(services, words, payment),
    title: words.plain(`payments:${waitingFor}_title`),
    waitingFor,
    total: yenText(words, charge.yen),
    payBy: momentText(words, charge.payBy),
    slipHref: waitingFor === 'slip' ? await slipUrl(services, charge.id) : undefined,
    askHref: paths.payReturn(locale, charge.id),
    againHref: paths.applyStart(locale, application.procedureId),
  };
}
