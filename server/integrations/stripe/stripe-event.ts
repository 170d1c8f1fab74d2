import type Stripe from 'stripe';
import type { Notice, ProviderOutcome, SetAside } from '../../domain/payments/payment.ts';
import { foreignness, outcomeOfSession } from './stripe-outcome.ts';

/** The events to switch on for the webhook endpoint; others are set aside. */
const STRIPE_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
] as const;

type SessionEvent = Extract<Stripe.Event, { readonly type: (typeof STRIPE_EVENTS)[number] }>;

function isAboutSession(event: Stripe.Event): event is SessionEvent {
  return (STRIPE_EVENTS as readonly string[]).includes(event.type);
}

function outcomeOf(event: SessionEvent): ProviderOutcome {
  const session = event.data.object;
  if (event.type === 'checkout.session.async_payment_failed') {
    return { outcome: 'failed', reason: 'async_payment_failed' };
  }
  return outcomeOfSession(session, new Date(event.created * 1000));
}

/** What a genuine event tells us, or why it is none of our business. */
export function noticeOf(event: Stripe.Event, live: boolean): Notice | SetAside {
  if (event.livemode !== live)
    return { kind: 'set_aside', eventId: event.id, setAside: 'livemode' };
  if (!isAboutSession(event))
    return { kind: 'set_aside', eventId: event.id, setAside: 'event_type' };
  const session = event.data.object;
  const foreign = foreignness(session, live);
  if (foreign !== undefined) return { kind: 'set_aside', eventId: event.id, setAside: foreign };
  return {
    kind: 'payment',
    eventId: event.id,
    providerRef: session.id,
    attemptId: session.client_reference_id ?? '',
    outcome: outcomeOf(event),
  };
}
