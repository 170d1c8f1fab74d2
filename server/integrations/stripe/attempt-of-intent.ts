import type Stripe from 'stripe';
import { assertAnswer } from './stripe-answer.ts';

/** An event for another account's eyes must not be told again for ever. */
const isMissing = (error: unknown) => (error as { code?: unknown }).code === 'resource_missing';

/**
 * The attempt of ours that a payment belongs to, as we wrote it into its metadata; null for one
 * that is not ours.
 * @throws what the package throws, and DomainError `provider_unavailable` for a wrong answer
 */
export async function attemptOfIntent(stripe: Stripe, intentId: string): Promise<string | null> {
  const intent: unknown = await stripe.paymentIntents.retrieve(intentId).catch((error) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (intent === null) return null;
  assertAnswer<Stripe.PaymentIntent>(intent, 'payment_intent');
  return intent.metadata['attempt'] ?? null;
}
