import { randomBytes } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import type { PaymentProvider } from '../../domain/payments/payment.ts';
import type { Clock } from '../../lib/clock.ts';
import { firstStatus, refundNotice, refundOutcomeOf } from './sandbox-refund.ts';
import type { SandboxStore } from './sandbox-store.ts';

/** Gives back what the sandbox has taken: nothing, by its own books. */
export function sandboxRefundVerbs(
  store: SandboxStore,
  clock: Clock,
): Required<Pick<PaymentProvider, 'refund' | 'askRefund'>> {
  return {
    async refund({ refundId, providerRef, yen }) {
      const session = await store.find(providerRef);
      if (session === undefined) throw new DomainError('provider_unavailable');
      const now = clock.now();
      const asked = {
        ref: `re-${randomBytes(16).toString('hex')}`,
        refundId,
        sessionRef: providerRef,
        yen,
        status: firstStatus(session),
        createdAt: now,
      };
      const refund = await store.openRefund(asked, session.yen, (made) => [
        refundNotice(made, session, now),
      ]);
      return { refundRef: refund.ref, outcome: refundOutcomeOf(refund, now) };
    },
    async askRefund(ref) {
      const refund = await store.findRefund(ref);
      return refund ? refundOutcomeOf(refund, clock.now()) : { outcome: 'unknown' };
    },
  };
}
