import type Stripe from 'stripe';
import type { ProviderNotice, ProviderOutcome, SetAside } from '../../domain/payments/payment.ts';
import { disputeNotice } from './stripe-dispute.ts';
import { foreignness, outcomeOfSession } from './stripe-outcome.ts';
import { refundNotice } from './stripe-refund.ts';
import { surplusNotice } from './stripe-surplus.ts';

const ABOUT_SESSIONS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
] as const;

const ABOUT_REFUNDS = ['refund.created', 'refund.updated', 'refund.failed'] as const;

const ABOUT_DISPUTES = [
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
] as const;

/** Of transfers only: there may be more than was owed. */
const ABOUT_SURPLUS = ['customer_cash_balance_transaction.created'] as const;

/** The events to switch on for the webhook endpoint; others are set aside. */
export const STRIPE_EVENTS = [
  ...ABOUT_SESSIONS,
  ...ABOUT_REFUNDS,
  ...ABOUT_DISPUTES,
  ...ABOUT_SURPLUS,
] as const;

type About<Types extends readonly string[]> = Extract<
  Stripe.Event,
  { readonly type: Types[number] }
>;

function isOneOf<const Types extends readonly string[]>(
  event: Stripe.Event,
  types: Types,
): event is About<Types> {
  return types.includes(event.type);
}

function outcomeOf(event: About<typeof ABOUT_SESSIONS>): ProviderOutcome {
  const session = event.data.object;
  if (event.type === 'checkout.session.async_payment_failed') {
    return { outcome: 'failed', reason: 'async_payment_failed' };
  }
  return outcomeOfSession(session, new Date(event.created * 1000));
}

const SURPLUS = 'customer_cash_balance_transaction';

/** Signed, and still not what its type says: nothing in it is read on. */
function isWhole({ data }: Stripe.Event, object: string): boolean {
  const about = data.object as { object?: unknown; id?: unknown; amount?: unknown };
  if (about.object !== object || typeof about.id !== 'string') return false;
  const hasNoAmount = object === 'checkout.session' || object === SURPLUS;
  return hasNoAmount || Number.isSafeInteger(about.amount);
}

/**
 * What a genuine event tells us, or why it is none of our business.
 * @throws when the company has to be asked whose it is, and does not answer: it will tell again
 */
export async function noticeOf(
  event: Stripe.Event,
  live: boolean,
  stripe: () => Promise<Stripe>,
): Promise<ProviderNotice> {
  const aside = (setAside: string): SetAside => ({
    kind: 'set_aside',
    eventId: event.id,
    setAside,
  });
  if (event.livemode !== live) return aside('livemode');
  if (isOneOf(event, ABOUT_SESSIONS)) {
    const session = event.data.object;
    if (!isWhole(event, 'checkout.session')) return aside('shape');
    const foreign = foreignness(session, live);
    if (foreign !== undefined) return aside(foreign);
    return {
      kind: 'payment',
      eventId: event.id,
      providerRef: session.id,
      attemptId: session.client_reference_id ?? '',
      outcome: outcomeOf(event),
    };
  }
  if (isOneOf(event, ABOUT_SURPLUS)) {
    const movement = event.data.object;
    if (!isWhole(event, SURPLUS)) return aside('shape');
    if (movement.currency !== 'jpy') return aside('currency');
    return (await surplusNotice(await stripe(), event, movement)) ?? aside('not_ours');
  }
  const isRefund = isOneOf(event, ABOUT_REFUNDS);
  if (!isRefund && !isOneOf(event, ABOUT_DISPUTES)) return aside('event_type');
  if (!isWhole(event, isRefund ? 'refund' : 'dispute')) return aside('shape');
  if (event.data.object.currency !== 'jpy') return aside('currency');
  const notice = isRefund
    ? await refundNotice(stripe, event, event.data.object)
    : await disputeNotice(stripe, event, event.data.object);
  // The town may use its account for other things as well.
  return notice.attemptId === null ? aside('not_ours') : notice;
}
