import { DomainError } from '../errors.ts';
import type { PaymentProvider } from '../payments/payment.ts';
import { refundIn } from './approval.ts';
import type { RefundOutcome, RefundRequest } from './provider-refund.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { RefundMove, RefundSnapshot } from './refund-store.ts';
import { isDecided, paymentsOf, sumYen } from './refund-sums.ts';
import { nextRefundState } from './refund-transitions.ts';
import { settleRefund } from './settle-refund.ts';

/** no_company: nobody to send it to is configured. */
export type Sending = 'sent' | 'nothing_to_send' | 'no_company';

/** What was given back by hand meanwhile leaves nothing to send. */
function isCovered({ charge, refunds }: RefundSnapshot, refund: Refund): boolean {
  const others = refunds.filter((one) => one.id !== refund.id && isDecided(one));
  return sumYen(others) + refund.yen > sumYen(paymentsOf(charge.events));
}

function decideSending(snapshot: RefundSnapshot, id: string, at: Date) {
  const refund = refundIn(snapshot, id);
  if (refund.state !== 'approved' || refund.way !== 'provider') return undefined;
  const said = { at, actor: 'system', providerEventId: null };
  const move = (
    type: 'sent' | 'cancelled',
    detail: Readonly<Record<string, string>>,
  ): RefundMove => ({
    id,
    state: nextRefundState(refund.state, type),
    events: [{ ...said, type, detail }],
    ...(type === 'cancelled' && { endedAt: at }),
  });
  const covered = isCovered(snapshot, refund);
  return { moves: [covered ? move('cancelled', { why: 'given_elsewhere' }) : move('sent', {})] };
}

interface Answer {
  readonly refundRef?: string;
  readonly outcome: RefundOutcome;
  readonly cause?: string;
}

/** Silence is not "failed": it is asked again. */
async function giveBack(
  provider: PaymentProvider,
  request: RefundRequest,
  onError: (error: unknown) => void,
): Promise<Answer> {
  try {
    return await provider.refund(request);
  } catch (error) {
    onError(error);
    const cause = error instanceof DomainError ? error.detail['cause'] : undefined;
    return {
      outcome: { outcome: 'unknown' },
      ...(cause !== undefined && { cause: String(cause) }),
    };
  }
}

async function requestOf(deps: RefundDeps, refund: Refund): Promise<RefundRequest | undefined> {
  const attempt = refund.attemptId && (await deps.refunds.findAttempt(refund.attemptId));
  if (!attempt || attempt.providerRef === null) return undefined;
  const { id: refundId, yen } = refund;
  return { refundId, attemptId: attempt.id, providerRef: attempt.providerRef, yen };
}

/**
 * Sends an approved refund to its company, or once more one that it has not answered: written down
 * before, with the refund's id as the key, so that it is given back once whatever breaks.
 */
export async function sendRefund(
  deps: RefundDeps,
  id: string,
  onError: (error: unknown) => void = () => undefined,
): Promise<Sending> {
  const refund = await deps.refunds.find(id);
  if (refund === undefined || refund.way !== 'provider') return 'nothing_to_send';
  const provider = deps.providers.get(refund.provider ?? '');
  const request = await requestOf(deps, refund);
  if (provider === undefined || request === undefined) return 'no_company';
  const at = deps.clock.now();
  await deps.refunds.change(refund.chargeId, (snapshot) => decideSending(snapshot, id, at));
  const current = await deps.refunds.find(id);
  const isWaiting = current?.state === 'sent' || current?.state === 'unknown';
  if (!isWaiting || current.providerRef !== null) return 'nothing_to_send';
  const answer = await giveBack(provider, request, onError);
  await settleRefund(deps, current, { ...answer, providerEventId: null });
  return 'sent';
}
