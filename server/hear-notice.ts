import type { FastifyBaseLogger } from 'fastify';
import { type DisputeDeps, hearDispute } from './domain/disputes/hear-dispute.ts';
import type { ProviderNotice } from './domain/payments/payment.ts';
import type { PaymentDeps } from './domain/payments/payment-deps.ts';
import { settleAttempt } from './domain/payments/settle-attempt.ts';
import { enterSurplus } from './domain/refunds/enter-surplus.ts';
import { hearRefundNotice } from './domain/refunds/hear-refund-notice.ts';
import type { RefundDeps } from './domain/refunds/refund-deps.ts';
import { paymentDesk } from './payment-desk.ts';
import { refundDesk } from './refund-desk.ts';
import type { Services } from './services.ts';

/** The rooms that hear notices. */
interface NoticeDesk {
  readonly payments: PaymentDeps;
  readonly disputes: DisputeDeps;
  readonly refunds: RefundDeps;
}

/** Built once by whoever takes notices in. */
export function noticeDesk(services: Services): NoticeDesk {
  const { stores, clock, revenue } = services;
  return {
    payments: paymentDesk(services),
    disputes: { disputes: stores.disputes, clock, revenue },
    refunds: refundDesk(services),
  };
}

/**
 * Applies what a provider tells, whichever way it came: by its webhook, or from the list of what
 * could not be delivered. Resolves once the effect is committed. The log gets ids and nothing else.
 */
export async function hearNotice(
  { payments, disputes, refunds }: NoticeDesk,
  provider: string,
  notice: ProviderNotice,
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
): Promise<{ readonly result: string }> {
  const { eventId } = notice;
  if (notice.kind === 'set_aside') {
    log.info({ provider, eventId, why: notice.setAside }, 'notification set aside');
    return { result: 'set_aside' };
  }
  if (notice.kind === 'dispute') {
    const result = await hearDispute(disputes, provider, notice);
    // The company takes money of ours for a payment that we can't name: somebody has to look there.
    if (result === 'unknown_payment')
      log.warn({ provider, eventId }, 'dispute of an unknown payment');
    return { result };
  }
  if (notice.kind === 'surplus') {
    const result = await enterSurplus(refunds, provider, notice);
    if (result === 'unknown_payment')
      log.warn({ provider, eventId }, 'surplus of an unknown payment');
    return { result };
  }
  if (notice.kind === 'refund') {
    const result = await hearRefundNotice(refunds, provider, notice);
    if (result === 'refused' || result === 'unknown_payment')
      log.warn({ provider, eventId, why: result }, 'refund set aside');
    return { result };
  }
  const { providerRef, attemptId, outcome } = notice;
  const attempt = await payments.charges.findAttemptByRef(provider, providerRef);
  if (attempt === undefined || attempt.id !== attemptId) {
    log.warn({ provider, eventId }, 'notification for an unknown session');
    return { result: 'unknown_session' };
  }
  const heard = { outcome, providerEventId: `${provider}:${eventId}` };
  const result = await settleAttempt(payments, attempt, heard);
  if (result === 'refused') log.warn({ provider, eventId, why: 'amount' }, 'notification refused');
  return { result };
}
