import type { Application } from '../applications/application.ts';
import { canMove, nextStatus } from '../applications/status-table.ts';
import { askProvider } from './ask-provider.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import type { Charge } from './payment.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { nextChargeState } from './transitions.ts';

/** An application that was to be paid first lapses; of one that was reviewed staff decide what happens. */
function unpaid({ status: from }: Application, now: Date): ChargeChange['application'] {
  const status = nextStatus(from, 'hold_expired');
  const afterReview = status !== 'lapsed';
  return {
    status,
    ...(!afterReview && { closedAt: now }),
    events: [
      {
        type: 'hold_expired',
        at: now,
        actor: 'system',
        detail: afterReview ? { after_review: true } : {},
      },
    ],
  };
}

/** What unpaid time does: the charge expires, the application goes on without it, the slots are free again. */
function decideExpiry(
  { charge, application, booking }: ChargeSnapshot,
  now: Date,
): ChargeChange | undefined {
  const { state } = charge;
  if (state !== 'open' && state !== 'started' && state !== 'pending') return undefined;
  if (charge.payBy > now) return undefined;
  return {
    state: nextChargeState(state, 'expired'),
    events: [{ type: 'expired', at: now, attemptId: null, providerEventId: null, detail: {} }],
    ...(application &&
      canMove(application.status, 'hold_expired') && { application: unpaid(application, now) }),
    ...(booking?.state === 'held' && { booking: { action: 'lapse' } }),
  };
}

/**
 * Expires a charge whose pay-by has passed. The provider is asked first, and sessions still open
 * are closed there; its answer wins. Without an answer the charge is `unknown` and waits.
 */
async function expireCharge(deps: PaymentDeps, charge: Charge): Promise<boolean> {
  await askProvider(deps, charge.id, { closing: true });
  const now = deps.clock.now();
  const notice = await deps.expiries?.prepare(charge.id);
  const result = await deps.charges.change(charge.id, (snapshot) => {
    const decided = decideExpiry(snapshot, now);
    const mail = decided?.application?.status === 'in_review' && notice?.(snapshot, now);
    return decided && mail ? { ...decided, mails: [mail] } : decided;
  });
  return result === 'changed';
}

/** Sweep over what is overdue; one charge that fails does not hold up the others. */
export async function expireCharges(
  deps: PaymentDeps,
  onError: (error: unknown, charge: Charge) => void,
): Promise<number> {
  let expired = 0;
  for (const charge of await deps.charges.listOverdue(deps.clock.now(), 200)) {
    try {
      if (await expireCharge(deps, charge)) expired += 1;
    } catch (error) {
      onError(error, charge);
    }
  }
  return expired;
}
