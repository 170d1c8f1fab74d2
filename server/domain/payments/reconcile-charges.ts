import { askProvider } from './ask-provider.ts';
import type { Charge } from './payment.ts';
import type { PaymentDeps } from './payment-deps.ts';

const QUIET_MS = 5 * 60_000;

/**
 * Finds what notifications lost: asks the provider about every charge that is not final, except
 * those touched or asked about in the last five minutes (somebody may be paying right now).
 */
export function chargeReconciler(deps: PaymentDeps): {
  sweep(onError: (error: unknown, charge: Charge) => void): Promise<number>;
} {
  const askedAt = new Map<string, number>();
  return {
    async sweep(onError) {
      const quietSince = deps.clock.now().getTime() - QUIET_MS;
      for (const [id, at] of askedAt) if (at <= quietSince) askedAt.delete(id);
      let asked = 0;
      for (const charge of await deps.charges.listUnsettled(new Date(quietSince), 500)) {
        if (askedAt.has(charge.id)) continue;
        askedAt.set(charge.id, deps.clock.now().getTime());
        asked += 1;
        try {
          await askProvider(deps, charge.id);
        } catch (error) {
          onError(error, charge);
        }
      }
      return asked;
    },
  };
}
