import { entriesOf } from '../books/entries-of.ts';
import type { ChargeChange } from '../payments/charge-store.ts';
import type { PaymentAttempt } from '../payments/payment.ts';
import { nextChargeState } from '../payments/transitions.ts';
import type { SurplusNotice } from './provider-refund.ts';
import type { Refund, RefundState } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { RefundChange, RefundSnapshot } from './refund-store.ts';
import { paymentsOf, sumYen } from './refund-sums.ts';
import { surplusOf } from './surplus.ts';

/** The company has taken it out of what lies there. */
const LEFT: readonly RefundState[] = ['pending', 'needs_payer', 'succeeded'];
/** Nobody knows whether it has. */
const IN_DOUBT: readonly RefundState[] = ['sent', 'unknown'];

type Known = Pick<Refund, 'yen' | 'state'>;

/** How much of what lies there is not entered yet; 0 while nobody can know. */
function freshYen(lies: number, entered: number, refunds: readonly Known[]): number {
  if (refunds.some(({ state }) => IN_DOUBT.includes(state))) return 0;
  const left = sumYen(refunds.filter(({ state }) => LEFT.includes(state)));
  return Math.max(0, lies - (entered - left));
}

function applicationOf(
  { charge: { application } }: RefundSnapshot,
  yen: number,
  at: Date,
): Pick<ChargeChange, 'application'> {
  if (application === null) return {};
  const event = { at, actor: 'provider', type: 'refund_due' } as const;
  const events = [{ ...event, detail: { yen, reason: 'paid_twice' } }];
  return { application: { status: application.status, events } };
}

function decide(
  snapshot: RefundSnapshot,
  attempt: PaymentAttempt,
  notice: SurplusNotice,
  { clock, revenue }: RefundDeps,
): RefundChange | undefined {
  const { charge, attempts, events, application, bill } = snapshot.charge;
  const payments = paymentsOf(events);
  // What a transfer is for is taken out of it first: before that, nothing is too much.
  if (!payments.some(({ attemptId }) => attemptId === attempt.id)) return undefined;
  const before = attempts.filter(({ id }) => surplusOf(attempt, id) !== undefined);
  const isSurplus = ({ attemptId }: { readonly attemptId: string | null }) =>
    before.some(({ id }) => id === attemptId);
  const entered = sumYen(payments.filter(isSurplus));
  const yen = freshYen(notice.yen, entered, snapshot.refunds.filter(isSurplus));
  if (yen === 0) return undefined;
  const at = clock.now();
  const extra = surplusAttempt(attempt, before.length + 1, at);
  const { provider } = attempt;
  const providerEventId = `${provider}:${notice.eventId}`;
  const detail = { yen, method: 'bank_transfer', surplus: true };
  const moved = { kind: 'taking', cause: extra.id, yen, at, occurredAt: at } as const;
  const owed = { charge, procedureId: application?.procedureId ?? null, bill };
  const way = { method: 'bank_transfer', channel: 'online', provider } as const;
  return {
    moves: [],
    charge: {
      state: nextChargeState(charge.state, 'paid_twice'),
      events: [{ type: 'paid_twice', at, attemptId: extra.id, providerEventId, detail }],
      refundYen: charge.refundYen + yen,
      attempt: extra,
      ledger: entriesOf(owed, { ...moved, ...way }, revenue),
      ...applicationOf(snapshot, yen, at),
    },
  };
}

/** It stands beside the payment that counts as one of its own, so that it goes back by itself. */
function surplusAttempt(attempt: PaymentAttempt, n: number, createdAt: Date): PaymentAttempt {
  const { id, chargeId, provider, providerRef } = attempt;
  const ref = `${providerRef}#over-${n}`;
  const own = { id: `${id}-over-${n}`, chargeId, provider, providerRef: ref, createdAt };
  return { ...own, method: 'bank_transfer', url: null };
}

/**
 * More was transferred than is owed: the company keeps what is too much for the payer. It is entered
 * like a second payment, and falls due by that. Told again, late or in another order, it is the same:
 * what counts is how much lies there now.
 */
export async function enterSurplus(
  deps: RefundDeps,
  provider: string,
  notice: SurplusNotice,
): Promise<'changed' | 'unchanged' | 'duplicate' | 'unknown_payment'> {
  const attempt = await deps.refunds.findAttempt(notice.attemptId);
  if (attempt === undefined || attempt.provider !== provider) return 'unknown_payment';
  return deps.refunds.change(attempt.chargeId, (snapshot) =>
    decide(snapshot, attempt, notice, deps),
  );
}
