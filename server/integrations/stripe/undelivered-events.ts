import type Stripe from 'stripe';
import { STRIPE_EVENTS } from './stripe-event.ts';

/** The company's lists go back so far. */
const LISTED_MS = 30 * 24 * 3600 * 1000;

/**
 * Events that did not reach us, oldest first: what was told can be played again in its order.
 * @throws what the package throws
 */
export async function undeliveredEvents(
  stripe: Stripe,
  since: Date,
  now: Date,
): Promise<readonly Stripe.Event[]> {
  const from = Math.max(since.getTime(), now.getTime() - LISTED_MS);
  const events: Stripe.Event[] = [];
  const asked: Stripe.EventListParams = {
    created: { gte: Math.floor(from / 1000) },
    delivery_success: false,
    types: [...STRIPE_EVENTS],
    limit: 100,
  };
  for await (const event of stripe.events.list(asked)) events.push(event);
  return events.sort((a, b) => a.created - b.created);
}
