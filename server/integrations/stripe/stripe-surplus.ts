import type Stripe from 'stripe';
import type { RefundRequest, SurplusNotice } from '../../domain/refunds/provider-refund.ts';
import { assertAnswer, idOf } from './stripe-answer.ts';

/**
 * What lies in a payer's name at the company now, after what was owed was taken out of it. Asked
 * for, because notices of single movements may come in any order.
 * @throws what the package throws, and DomainError `provider_unavailable` for a wrong answer
 */
export async function surplusNotice(
  stripe: Stripe,
  event: Pick<Stripe.Event, 'id'>,
  { customer: named }: Stripe.CustomerCashBalanceTransaction,
): Promise<SurplusNotice | undefined> {
  const id = idOf(named) ?? '';
  const customer: unknown = await stripe.customers.retrieve(id, { expand: ['cash_balance'] });
  assertAnswer<Stripe.Customer>(customer, 'customer');
  // There is one nameless customer for each visit, with its attempt written on it.
  const attemptId = customer.metadata?.['attempt'];
  if (attemptId === undefined) return undefined;
  const yen = customer.cash_balance?.available?.['jpy'] ?? 0;
  return { kind: 'surplus', eventId: event.id, attemptId, yen };
}

/** So many of the latest are looked through, when one may have been made before. */
const LOOKED_THROUGH = 300;

/** Of such a refund the company names no payment: it is found by our own name of it. */
export async function surplusMadeBefore(stripe: Stripe, refundId: string) {
  let seen = 0;
  for await (const refund of stripe.refunds.list({ limit: 100 })) {
    if (refund.metadata?.['refund'] === refundId) return refund;
    seen += 1;
    if (seen >= LOOKED_THROUGH) return undefined;
  }
  return undefined;
}

/** Out of what lies there, to the account that the payer is asked for by mail. */
export function surplusParams(
  session: Stripe.Checkout.Session,
  { refundId, attemptId, yen }: RefundRequest,
): Stripe.RefundCreateParams {
  const mail = session.customer_details?.email;
  return {
    origin: 'customer_balance',
    customer: idOf(session.customer) ?? '',
    currency: 'jpy',
    amount: yen,
    metadata: { refund: refundId, attempt: attemptId },
    ...(mail && { instructions_email: mail }),
  };
}
