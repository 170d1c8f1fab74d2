import type Stripe from 'stripe';
import { DomainError } from '../../domain/errors.ts';
import type {
  RefundNotice,
  RefundOutcome,
  RefundRequest,
} from '../../domain/refunds/provider-refund.ts';
import { paymentOfSurplus } from '../../domain/refunds/surplus.ts';
import { attemptOfIntent } from './attempt-of-intent.ts';
import { assertAnswer, idOf } from './stripe-answer.ts';
import { surplusMadeBefore, surplusParams } from './stripe-surplus.ts';

/** Without a way back of their own: the company asks the payer for an account, by mail. */
const ASKED_BY_MAIL: readonly string[] = ['konbini', 'customer_balance'];

/** @param toldAt when it was said */
function outcomeOfRefund(refund: Stripe.Refund, toldAt: Date): RefundOutcome {
  switch (refund.status) {
    case 'pending':
      return { outcome: 'pending' };
    case 'requires_action':
      return { outcome: 'needs_payer' };
    case 'succeeded':
      return { outcome: 'succeeded', at: toldAt };
    case 'failed':
      return { outcome: 'failed', reason: refund.failure_reason ?? 'failed' };
    case 'canceled':
      return { outcome: 'cancelled' };
    default:
      return { outcome: 'unknown' };
  }
}

/** One that was made before, also when its key has been forgotten (they are kept for a day). */
async function madeBefore(stripe: Stripe, intent: string, refundId: string) {
  for await (const refund of stripe.refunds.list({ payment_intent: intent, limit: 100 })) {
    if (refund.metadata?.['refund'] === refundId) return refund;
  }
  return undefined;
}

async function sessionOf(stripe: Stripe, { providerRef, attemptId }: RefundRequest) {
  const session: unknown = await stripe.checkout.sessions.retrieve(providerRef);
  assertAnswer<Stripe.Checkout.Session>(session, 'checkout.session');
  const intent = idOf(session.payment_intent);
  const isOurs = session.id === providerRef && session.client_reference_id === attemptId;
  if (!isOurs || intent === null) throw new DomainError('provider_unavailable');
  return { session, intent };
}

/**
 * The company has read the request and will not do it: there is no refund, and asking again changes
 * nothing. A wrong key, a payment that it does not know, too many requests and silence are no answer.
 */
function refusalOf(error: unknown): string | undefined {
  const { type, statusCode, code } = error as Partial<Stripe.errors.StripeError>;
  const isRefusal = type === 'StripeInvalidRequestError' && statusCode === 400;
  return isRefusal && code !== undefined ? code : undefined;
}

/** What it made of it, or why it will not. */
async function create(stripe: Stripe, params: Stripe.RefundCreateParams, idempotencyKey: string) {
  try {
    return { refund: (await stripe.refunds.create(params, { idempotencyKey })) as unknown };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === undefined) throw error;
    return { refused };
  }
}

/**
 * Gives money back, once for the refund's id: it is looked for first, and its id is the key.
 * @throws what the package throws, and DomainError `provider_unavailable` for a wrong answer
 */
export async function giveBack(
  stripe: Stripe,
  request: RefundRequest,
  now: Date,
): Promise<{ readonly refundRef: string; readonly outcome: RefundOutcome }> {
  const { refundId, attemptId, yen } = request;
  const surplus = paymentOfSurplus(request);
  const { session, intent } = await sessionOf(stripe, { ...request, ...surplus });
  const mail = session.customer_details?.email;
  const asksByMail = session.payment_method_types.some((type) => ASKED_BY_MAIL.includes(type));
  const asked = {
    payment_intent: intent,
    amount: yen,
    metadata: { refund: refundId, attempt: attemptId },
    // The company's own: the payer gave it there, and we do not keep it.
    ...(asksByMail && mail && { instructions_email: mail }),
  };
  const params = surplus ? surplusParams(session, request) : asked;
  const known: unknown = await (surplus
    ? surplusMadeBefore(stripe, refundId)
    : madeBefore(stripe, intent, refundId));
  const { refund, refused } =
    known === undefined
      ? { refused: undefined, ...(await create(stripe, params, `refund-${refundId}`)) }
      : { refund: known };
  if (refused !== undefined)
    return { refundRef: '', outcome: { outcome: 'failed', reason: refused } };
  assertAnswer<Stripe.Refund>(refund, 'refund');
  const fits = refund.amount === yen && refund.currency === 'jpy';
  const outcome: RefundOutcome = fits ? outcomeOfRefund(refund, now) : { outcome: 'unknown' };
  return { refundRef: refund.id, outcome };
}

/** @throws what the package throws, and DomainError `provider_unavailable` for a wrong answer */
export async function askRefund(stripe: Stripe, ref: string, now: Date): Promise<RefundOutcome> {
  const refund: unknown = await stripe.refunds.retrieve(ref);
  assertAnswer<Stripe.Refund>(refund, 'refund');
  return refund.id === ref ? outcomeOfRefund(refund, now) : { outcome: 'unknown' };
}

/** What an event tells about a refund; one that was made by hand there names none of ours. */
export async function refundNotice(
  stripe: () => Promise<Stripe>,
  event: Pick<Stripe.Event, 'id' | 'created'>,
  refund: Stripe.Refund,
): Promise<RefundNotice> {
  const intent = idOf(refund.payment_intent);
  const attemptId =
    refund.metadata?.['attempt'] ?? (intent && (await attemptOfIntent(await stripe(), intent)));
  return {
    kind: 'refund',
    eventId: event.id,
    refundId: refund.metadata?.['refund'] ?? null,
    refundRef: refund.id,
    attemptId: attemptId ?? null,
    yen: refund.amount,
    outcome: outcomeOfRefund(refund, new Date(event.created * 1000)),
  };
}
