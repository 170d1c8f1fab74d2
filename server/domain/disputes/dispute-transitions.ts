import type { DisputeState } from '../refunds/provider-refund.ts';
import type { DisputeEvent } from './dispute.ts';

/**
 * Every way a dispute can go. `closed`: an inquiry that came to nothing. What was decided may be
 * appealed, by either side, and is then answered and decided once more.
 */
export const DISPUTE_TRANSITIONS: Readonly<Record<DisputeState, readonly DisputeState[]>> = {
  needs_response: ['under_review', 'closed', 'won', 'lost'],
  under_review: ['needs_response', 'closed', 'won', 'lost'],
  closed: [],
  won: ['needs_response', 'under_review', 'lost'],
  lost: ['needs_response', 'under_review', 'won'],
};

/** Of what happened in the same second, the later word. */
const ORDER: readonly DisputeState[] = ['needs_response', 'under_review', 'closed', 'won', 'lost'];

/** There is an answer; only an appeal changes it. */
export function isDecided(state: DisputeState): boolean {
  return state === 'won' || state === 'lost' || state === 'closed';
}

type Told = Pick<DisputeEvent, 'at' | 'detail'>;

const stateIn = ({ detail }: Told) => detail['state'] as DisputeState;

/** In the order in which it happened at the company, in whichever order it was heard. */
export function asItHappened<T extends Told>(events: readonly T[]): readonly T[] {
  return events.toSorted(
    (a, b) =>
      a.at.getTime() - b.at.getTime() || ORDER.indexOf(stateIn(a)) - ORDER.indexOf(stateIn(b)),
  );
}

/**
 * Where the dispute stands, from all that was told: the words in the order in which they happened,
 * each taken where the table has such an edge. Late, repeated and reordered ones change nothing.
 */
export function disputeState(events: readonly Told[]): DisputeState {
  return asItHappened(events).reduce<DisputeState>((state, event) => {
    const next = stateIn(event);
    return DISPUTE_TRANSITIONS[state].includes(next) ? next : state;
  }, 'needs_response');
}

/**
 * How often money was taken, and how often given back. What was given back must have been taken
 * before, whether or not we have heard of it yet.
 */
export function fundsMoved(events: readonly Pick<DisputeEvent, 'type'>[]): {
  readonly taken: number;
  readonly givenBack: number;
} {
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const givenBack = count('funds_reinstated');
  return { taken: Math.max(count('funds_withdrawn'), givenBack), givenBack };
}
