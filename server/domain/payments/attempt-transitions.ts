import { DomainError } from '../errors.ts';
import type { ChargeEvent } from './payment.ts';
import type { ChargeEventType } from './transitions.ts';

/** What one visit at a payment company (or at the counter) has come to. */
export type AttemptState =
  | 'written' // before anybody was sent there
  | 'under_way' // the payer is there
  | 'pending' // a slip is out, or the account for a transfer
  | 'part_paid'
  | 'unknown' // nobody answers; never "failed"
  | 'refused' // what was told does not fit: not believed
  | 'failed'
  | 'expired'
  | 'paid';

export interface AttemptTransition {
  readonly from: AttemptState;
  readonly event: ChargeEventType;
  readonly to: AttemptState;
}

function edges(
  from: AttemptState,
  targets: Partial<Record<ChargeEventType, AttemptState>>,
): AttemptTransition[] {
  return Object.entries(targets).map(([event, to]) => ({
    from,
    event: event as ChargeEventType,
    to,
  }));
}

/** Money always counts, also of an attempt that was called failed. */
const money = { attempt_paid: 'paid', paid_twice: 'paid', paid_too_late: 'paid' } as const;
const doubt = { attempt_unknown: 'unknown', attempt_refused: 'refused' } as const;
const ends = { attempt_failed: 'failed', attempt_expired: 'expired' } as const;
const answers = { attempt_open: 'under_way', attempt_pending: 'pending' } as const;
const wrongSum = { attempt_refused: 'refused' } as const;

/** Every way an attempt can go. There is none back from `paid`: what is given back is a refund. */
export const ATTEMPT_TRANSITIONS: readonly AttemptTransition[] = [
  ...edges('written', { attempt_started: 'under_way', ...wrongSum, ...money }),
  ...edges('under_way', { attempt_pending: 'pending', ...doubt, ...ends, ...money }),
  ...edges('pending', { attempt_part_paid: 'part_paid', ...doubt, ...ends, ...money }),
  ...edges('part_paid', { attempt_part_paid: 'part_paid', ...doubt, ...ends, ...money }),
  ...edges('unknown', { ...answers, ...wrongSum, ...ends, ...money }),
  ...edges('refused', { ...answers, ...wrongSum, ...ends, ...money }),
  ...edges('failed', { ...wrongSum, ...money }),
  ...edges('expired', { ...wrongSum, ...money }),
  ...edges('paid', { method_corrected: 'paid' }),
];

const table = new Map(ATTEMPT_TRANSITIONS.map((t) => [`${t.from} ${t.event}`, t.to]));

/**
 * Where that attempt stands, computed from its charge's events (in order of `seq`).
 * @throws DomainError `transition_not_allowed` when they can't have happened in that order
 */
export function attemptState(
  events: readonly Pick<ChargeEvent, 'type' | 'attemptId'>[],
  attemptId: string,
): AttemptState {
  return events
    .filter((event) => event.attemptId === attemptId)
    .reduce<AttemptState>((from, { type: event }) => {
      const to = table.get(`${from} ${event}`);
      if (to === undefined) throw new DomainError('transition_not_allowed', { from, event });
      return to;
    }, 'written');
}
