import type Stripe from 'stripe';
import type { StripeSettings } from '../../config.ts';

/** Whoever waits for an answer is a person before a page. */
const TIMEOUT_MS = 10_000;

/** The version that the code was written for; the account's own may be another one. */
const API_VERSION = '2026-10-28.endive' satisfies Stripe.LatestApiVersion;

/** Real money, or the company's test mode: what is told about the other one is not ours. */
export function isLive({ secretKey }: Pick<StripeSettings, 'secretKey'>): boolean {
  return /^[sr]k_live_/.test(secretKey);
}

/**
 * The package is loaded with the first payment: it is large, and most processes never need it.
 * It tries once more when a connection breaks; the keys that we send along make that harmless.
 */
export async function openStripe(
  { secretKey, apiBase }: StripeSettings,
  timeout = TIMEOUT_MS,
): Promise<Stripe> {
  const { default: Package } = await import('stripe');
  const base = apiBase === null ? undefined : new URL(apiBase);
  return new Package(secretKey, {
    apiVersion: API_VERSION,
    timeout,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? '443' : '80'),
      protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
    }),
  });
}
