import type Stripe from 'stripe';

/** An older notification may be somebody's copy. */
const TOLERANCE_SECONDS = 300;

/** Signed, and still not what the rest of the code may rely on. */
function isEvent(told: unknown): told is Stripe.Event {
  const event = told as Partial<Stripe.Event> | null;
  const isOne =
    event?.object === 'event' && typeof event.id === 'string' && Number.isInteger(event.created);
  return isOne && Boolean(event.data?.object);
}

/**
 * The event of a notification that was signed over these bytes with one of the secrets, at most
 * five minutes ago; undefined for any other. The package itself looks at the signature.
 */
export function eventOf(
  webhooks: Stripe['webhooks'],
  told: { readonly body: Buffer; readonly header: string | string[] | undefined },
  secrets: readonly string[],
  now: Date,
): Stripe.Event | undefined {
  const { body, header } = told;
  if (typeof header !== 'string') return undefined;
  for (const secret of secrets) {
    try {
      const at = now.getTime();
      const event = webhooks.constructEvent(body, header, secret, TOLERANCE_SECONDS, undefined, at);
      return isEvent(event) ? event : undefined;
    } catch {
      // Another secret may fit, while the old one is being replaced.
    }
  }
  return undefined;
}
