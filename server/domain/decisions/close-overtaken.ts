import type { Clock } from '../../lib/clock.ts';
import { isOvertaken } from './decision-round.ts';
import type { DecisionStore } from './decision-store.ts';

/**
 * Drafts whose case has gone on (the resident withdrew, a document came in) close by themselves.
 * @returns how many
 */
export async function closeOvertaken(
  stores: { readonly decisions: DecisionStore },
  clock: Clock,
): Promise<number> {
  const overtaken = (await stores.decisions.open()).filter(isOvertaken);
  for (const { applicationId } of overtaken) {
    await stores.decisions.change({
      applicationId,
      now: clock.now(),
      by: 'staff:system',
      decide({ rounds }) {
        const round = rounds.find(isOvertaken);
        return round && { round: round.round, state: 'overtaken' };
      },
    });
  }
  return overtaken.length;
}
