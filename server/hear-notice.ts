import type { FastifyBaseLogger } from 'fastify';
import { type DisputeDeps, hearDispute } from './domain/disputes/hear-dispute.ts';
import { DomainError } from './domain/errors.ts';
import type { PaymentProvider } from './domain/payments/payment.ts';
import type { PaymentDeps } from './domain/payments/payment-deps.ts';
import { settleAttempt } from './domain/payments/settle-attempt.ts';
import { paymentDesk } from './payment-desk.ts';
import type { Services } from './services.ts';

/** What a provider tells, once its signature (or the connection to it) has been trusted. */
type ProviderNotice = NonNullable<Awaited<ReturnType<PaymentProvider['notify']>>>;

/** The rooms that hear notices. */
interface NoticeDesk {
  readonly payments: PaymentDeps;
  readonly disputes: DisputeDeps;
}

/** Built once by whoever takes notices in. */
export function noticeDesk(services: Services): NoticeDesk {
  const { stores, clock, revenue } = services;
  return {
    payments: paymentDesk(services),
    disputes: { disputes: stores.disputes, clock, revenue },
  };
}

/**
 * Applies what a provider tells, whichever way it came: by its webhook, or from the list of what
 * could not be delivered. Resolves once the effect is committed. The log gets ids and nothing else.
 */
export async function hearNotice(
  { payments, disputes }: NoticeDesk,
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
  if (notice.kind !== 'payment') throw new DomainError('notification_rejected');
  const { providerRef, attemptId, outcome } = notice;
  const attempt = await payments.charges.findAttemptByRef(provider, providerRef);
  if (attempt === undefined || attempt.id !== attemptId) {
    log.warn({ provider, eventId }, 'notification for an unknown session');
    return { result: 'unknown_session' };
  }
  const providerEventId = `${provider}:${eventId}`;
  return { result: await settleAttempt(payments, attempt, { outcome, providerEventId }) };
}
