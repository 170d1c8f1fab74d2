import type Stripe from 'stripe';
import { assertAnswer } from './stripe-answer.ts';

/**
 * The attempt of ours that a payment belongs to, as we wrote it into its metadata; null for one
 * that is not ours.
 * @throws what the package throws, and DomainError `provider_unavailable` for a wrong answer
 */
export async function attemptOfIntent(stripe: Stripe, intentId: string): Promise<string | null> {
  const intent: unknown = await stripe.paymentIntents.retrieve(intentId);
  assertAnswer<Stripe.PaymentIntent>(intent, 'payment_intent');
  return intent.metadata['attempt'] ?? null;
}
