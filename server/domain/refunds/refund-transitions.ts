import { DomainError } from '../errors.ts';
import type { RefundEvent, RefundState } from './refund.ts';

/** Types of refund events. Each edge of the table writes exactly one. */
export type RefundEventType =
  | 'due' // by the rules; the row was made by itself
  | 'asked' // by staff
  | 'made_elsewhere' // by hand, on the company's own pages
  | 'adopted' // the same, for one that waited here
  | 'approved'
  | 'sent'
  | 'no_answer'
  | 'under_way'
  | 'needs_payer'
  | 'succeeded'
  | 'failed'
  | 'ended_there' // the company gave it up: nothing was given back
  | 'not_made' // staff have looked there: it never came to be
  | 'paid_out' // by the town, at the counter or to an account
  | 'returned' // the bank sent it back
  | 'cancelled';

/** `none`: before its first event. */
type From = RefundState | 'none';

export interface RefundTransition {
  readonly from: From;
  readonly event: RefundEventType;
  readonly to: RefundState;
}

function edges(from: From, targets: Partial<Record<RefundEventType, RefundState>>) {
  return Object.entries(targets).map(([event, to]) => ({
    from,
    event: event as RefundEventType,
    to,
  }));
}

const ends = { succeeded: 'succeeded', failed: 'failed', ended_there: 'cancelled' } as const;
const byHand = { adopted: 'sent', cancelled: 'cancelled' } as const;

/**
 * Every way a refund can go; anything else is refused. Nothing that was sent can be cancelled here:
 * from then on the company's word counts. `failed` has a way back for a company that says, when it
 * is asked, that the money did go after all.
 */
export const REFUND_TRANSITIONS: readonly RefundTransition[] = [
  ...edges('none', { due: 'asked', asked: 'asked', made_elsewhere: 'sent' }),
  ...edges('asked', { approved: 'approved', ...byHand }),
  ...edges('approved', { sent: 'sent', paid_out: 'succeeded', ...byHand }),
  ...edges('sent', {
    no_answer: 'unknown',
    under_way: 'pending',
    needs_payer: 'needs_payer',
    not_made: 'failed',
    ...ends,
  }),
  ...edges('unknown', {
    under_way: 'pending',
    needs_payer: 'needs_payer',
    not_made: 'failed',
    ...ends,
  }),
  ...edges('pending', { needs_payer: 'needs_payer', ...ends }),
  ...edges('needs_payer', { under_way: 'pending', ...ends }),
  ...edges('succeeded', { failed: 'failed', returned: 'failed' }),
  ...edges('failed', { succeeded: 'succeeded' }),
];

const table = new Map(REFUND_TRANSITIONS.map((t) => [`${t.from} ${t.event}`, t.to]));

/** @throws DomainError `transition_not_allowed` for anything that is not an edge. */
export function nextRefundState(from: From, event: string): RefundState {
  const to = table.get(`${from} ${event}`);
  if (to === undefined) throw new DomainError('transition_not_allowed', { from, event });
  return to;
}

/** What a refund shows, computed from its events (in order of `seq`). */
export function refundStateFromEvents(
  events: readonly Pick<RefundEvent, 'type'>[],
): RefundState | undefined {
  return events.reduce<RefundState | undefined>(
    (state, { type }) => nextRefundState(state ?? 'none', type),
    undefined,
  );
}
