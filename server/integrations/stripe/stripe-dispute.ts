import type Stripe from 'stripe';
import type { DisputeNotice, DisputeState } from '../../domain/refunds/provider-refund.ts';
import { attemptOfIntent } from './attempt-of-intent.ts';
import { idOf } from './stripe-answer.ts';

/** A status that we do not know is one that somebody should look at: `under_review`. */
function stateOf({ status }: Stripe.Dispute): DisputeState {
  switch (status) {
    case 'needs_response':
    case 'warning_needs_response':
    case 'appeal_needs_response':
      return 'needs_response';
    case 'won':
      return 'won';
    case 'lost':
      return 'lost';
    case 'warning_closed':
    case 'prevented':
      return 'closed';
    default:
      return 'under_review';
  }
}

const FUNDS: Readonly<Record<string, DisputeNotice['funds']>> = {
  'charge.dispute.funds_withdrawn': 'withdrawn',
  'charge.dispute.funds_reinstated': 'reinstated',
};

/**
 * What an event tells about a dispute. It names the payment and not our attempt: that is asked for.
 * @throws what the package throws
 */
export async function disputeNotice(
  stripe: () => Promise<Stripe>,
  event: Pick<Stripe.Event, 'id' | 'created' | 'type'>,
  dispute: Stripe.Dispute,
): Promise<DisputeNotice> {
  const intent = idOf(dispute.payment_intent);
  const dueBy = dispute.evidence_details?.due_by ?? null;
  return {
    kind: 'dispute',
    eventId: event.id,
    disputeRef: dispute.id,
    attemptId: intent && (await attemptOfIntent(await stripe(), intent)),
    yen: dispute.amount,
    reason: dispute.reason,
    state: stateOf(dispute),
    funds: FUNDS[event.type] ?? null,
    respondBy: dueBy === null ? null : new Date(dueBy * 1000),
    at: new Date(event.created * 1000),
  };
}
