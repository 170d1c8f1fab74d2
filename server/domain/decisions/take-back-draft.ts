import type { Clock } from '../../lib/clock.ts';
import { DomainError } from '../errors.ts';
import { openRound } from './decision-round.ts';
import type { DecisionStore } from './decision-store.ts';
import type { DecisionActor } from './draft-decision.ts';

/**
 * Whoever drafted it takes it back, as long as it goes round.
 * @throws DomainError transition_not_allowed with `why`: moved (it does not go round any more),
 *   not_yours
 */
export function takeBackDraft(
  stores: { readonly decisions: DecisionStore },
  clock: Clock,
  input: {
    readonly applicationId: string;
    readonly round: number;
    readonly by: DecisionActor;
  },
): Promise<void> {
  const { applicationId, by } = input;
  return stores.decisions.change({
    applicationId,
    now: clock.now(),
    by: `staff:${by.login}`,
    decide({ rounds }) {
      const open = openRound(rounds);
      if (open?.round !== input.round) {
        throw new DomainError('transition_not_allowed', { why: 'moved' });
      }
      if (open.staffId !== by.staffId) {
        throw new DomainError('transition_not_allowed', { why: 'not_yours' });
      }
      return { round: open.round, state: 'taken_back' };
    },
  });
}
