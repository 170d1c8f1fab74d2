import type { Application } from '../applications/application.ts';
import { canMove, nextStatus } from '../applications/status-table.ts';
import { askProvider } from './ask-provider.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import { decidePartLeft } from './part-paid.ts';
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

/** Of what was received before: the order stands as it was, the month's fee is owed all the same. */
function goesOn(
  kind: 'difference' | 'monthly',
  { status: from }: Application,
  now: Date,
): ChargeChange['application'] {
  const type = kind === 'difference' ? ('change_lapsed' as const) : ('bill_overdue' as const);
  if (!canMove(from, type)) return undefined;
  const status = nextStatus(from, type);
  return { status, events: [{ type, at: now, actor: 'system', detail: {} }] };
}

function applicationUnpaid(
  { charge: { kind }, application }: ChargeSnapshot,
  now: Date,
): ChargeChange['application'] {
  if (application === null) return undefined;
  if (kind === 'difference' || kind === 'monthly') return goesOn(kind, application, now);
  return canMove(application.status, 'hold_expired') ? unpaid(application, now) : undefined;
}

/** What unpaid time does: the charge expires, the application goes on without it, the slots are free again. */
function decideExpiry(snapshot: ChargeSnapshot, now: Date): ChargeChange | undefined {
  const { charge, booking } = snapshot;
  const { state } = charge;
  if (state !== 'open' && state !== 'started' && state !== 'pending') return undefined;
  // What is paid at the counter is owed on.
  if (charge.payBy > now || charge.kind === 'counter') return undefined;
  const partLeft = decidePartLeft(snapshot, now);
  if (partLeft) return partLeft;
  const application = applicationUnpaid(snapshot, now);
  return {
    state: nextChargeState(state, 'expired'),
    events: [{ type: 'expired', at: now, attemptId: null, providerEventId: null, detail: {} }],
    ...(application && { application }),
    ...(charge.kind === 'difference' && { order: 'drop' }),
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
    const isTold = decided?.application?.events.some(({ type, detail }) =>
      type === 'hold_expired' ? detail['after_review'] === true : true,
    );
    const mail = isTold && notice?.(snapshot, now);
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
