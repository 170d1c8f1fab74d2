import type Stripe from 'stripe';
import type { ProviderPayout, ProviderPayoutLine } from '../../domain/books/payout.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { attemptOfIntent } from './attempt-of-intent.ts';
import { idOf } from './stripe-answer.ts';

type Movement = Stripe.BalanceTransaction;
type Source = Extract<NonNullable<Movement['source']>, object>;

const STATES: Readonly<Record<string, ProviderPayout['state']>> = {
  pending: 'pending',
  in_transit: 'in_transit',
  paid: 'paid',
  failed: 'failed',
  canceled: 'cancelled',
};

/** By the company's own words for accountants, which stay when its types of movements grow. */
const KINDS: Readonly<Record<string, ProviderPayoutLine['kind']>> = {
  charge: 'payment',
  refund: 'refund',
  refund_failure: 'refund_failure',
  dispute: 'dispute',
  dispute_reversal: 'dispute_reversal',
  fee: 'fee',
  tax: 'fee',
  network_cost: 'fee',
};

/** Payments whose attempt has been asked for, in one reading of the lists. */
type Known = Map<string, Promise<string | null>>;

function sourceOf({ source }: Movement): Source | undefined {
  return typeof source === 'object' && source !== null ? source : undefined;
}

/** Written on the payment, and by the company on what came of it; else the payment is asked for. */
async function attemptOf(stripe: Stripe, source: Source | undefined, known: Known) {
  if (source === undefined || !('payment_intent' in source)) return null;
  const written = 'metadata' in source ? source.metadata?.['attempt'] : undefined;
  const intent = idOf(source.payment_intent);
  if (written !== undefined || intent === null) return written ?? null;
  const asked = known.get(intent) ?? attemptOfIntent(stripe, intent);
  known.set(intent, asked);
  return asked;
}

async function lineOf(
  stripe: Stripe,
  movement: Movement,
  known: Known,
): Promise<ProviderPayoutLine> {
  const source = sourceOf(movement);
  const names = source?.object === 'refund' || source?.object === 'dispute';
  return {
    id: movement.id,
    kind: KINDS[movement.reporting_category] ?? 'other',
    attemptId: await attemptOf(stripe, source, known),
    ref: names ? source.id : null,
    grossYen: movement.amount,
    feeYen: movement.fee,
    netYen: movement.net,
    at: new Date(movement.created * 1000),
  };
}

async function linesOf(stripe: Stripe, payout: Stripe.Payout, known: Known) {
  // Of a payout that somebody ordered by hand the company does not say what is in it.
  if (!payout.automatic) return [];
  const lines: ProviderPayoutLine[] = [];
  const asked = { payout: payout.id, limit: 100, expand: ['data.source'] };
  for await (const movement of stripe.balanceTransactions.list(asked)) {
    if (movement.reporting_category === 'payout') continue;
    lines.push(await lineOf(stripe, movement, known));
  }
  return lines.toReversed();
}

/**
 * What was paid to the town since that JST day, oldest first, each with all that is in it.
 * @throws what the package throws: a list that broke off is no list
 */
export async function* payoutsSince(
  stripe: Stripe,
  sinceDay: string,
): AsyncGenerator<ProviderPayout> {
  const gte = Math.floor(Date.parse(`${sinceDay}T00:00:00+09:00`) / 1000);
  const known: Known = new Map();
  const found: Stripe.Payout[] = [];
  for await (const payout of stripe.payouts.list({ arrival_date: { gte }, limit: 100 })) {
    if (payout.currency === 'jpy') found.push(payout);
  }
  for (const payout of found.sort((a, b) => a.arrival_date - b.arrival_date)) {
    yield {
      id: payout.id,
      state: STATES[payout.status] ?? 'pending',
      arrivesOn: todayInTokyo(new Date(payout.arrival_date * 1000)),
      netYen: payout.amount,
      lines: await linesOf(stripe, payout, known),
    };
  }
}
