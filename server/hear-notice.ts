import type { FastifyBaseLogger } from 'fastify';
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
}

/** Built once by whoever takes notices in. */
export function noticeDesk(services: Services): NoticeDesk {
  return { payments: paymentDesk(services) };
}

/**
 * Applies what a provider tells, whichever way it came: by its webhook, or from the list of what
 * could not be delivered. Resolves once the effect is committed. The log gets ids and nothing else.
 */
export async function hearNotice(
  { payments }: NoticeDesk,
  provider: string,
  notice: ProviderNotice,
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
): Promise<{ readonly result: string }> {
  const { eventId } = notice;
  if (notice.kind === 'set_aside') {
    log.info({ provider, eventId, why: notice.setAside }, 'notification set aside');
    return { result: 'set_aside' };
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
