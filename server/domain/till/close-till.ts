import type { Clock } from '../../lib/clock.ts';
import { type CashCount, sumOfCount } from './cash.ts';
import { nextTillState, type TillSession } from './till-session.ts';
import type { TillStore } from './till-store.ts';
import { expectedCash } from './till-sums.ts';

export interface ClosingCount {
  readonly counted: CashCount;
  readonly explanation: string;
  readonly actor: string;
}

export type Closed =
  | { readonly result: 'closed'; readonly session: TillSession }
  /** It differs, and nobody has said why. */
  | {
      readonly result: 'unexplained';
      readonly expectedYen: number;
      readonly countedYen: number;
    };

class Unexplained extends Error {
  readonly expectedYen: number;
  constructor(expectedYen: number) {
    super('unexplained');
    this.expectedYen = expectedYen;
  }
}

/**
 * Closes a till by a count, or counts it anew until it is handed over. What should be there is
 * reckoned under the lock, so that no payment comes between.
 * @throws DomainError transition_not_allowed once it is handed over, page_not_found
 */
export async function closeTill(
  { tills, clock }: { readonly tills: TillStore; readonly clock: Clock },
  sessionId: string,
  { counted, explanation: typed, actor }: ClosingCount,
): Promise<Closed> {
  const countedYen = sumOfCount(counted);
  const explanation = typed.trim();
  try {
    const session = await tills.close(sessionId, (found, entries) => {
      nextTillState(found.state, 'counted');
      const expectedYen = expectedCash(found, entries);
      const differs = countedYen !== expectedYen;
      if (differs && explanation === '') throw new Unexplained(expectedYen);
      return {
        counted,
        countedYen,
        expectedYen,
        explanation: differs ? explanation : null,
        countedBy: actor,
        countedAt: clock.now(),
      };
    });
    return { result: 'closed', session };
  } catch (error) {
    if (!(error instanceof Unexplained)) throw error;
    return { result: 'unexplained', expectedYen: error.expectedYen, countedYen };
  }
}
