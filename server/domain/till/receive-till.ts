import type { Clock } from '../../lib/clock.ts';
import { nextTillState, type TillSession } from './till-session.ts';
import type { TillStore } from './till-store.ts';

export type Received =
  | { readonly result: 'received'; readonly session: TillSession }
  /** Whoever counted it does not take it over. */
  | { readonly result: 'own_count' }
  /** They counted something else: it is counted anew first. */
  | { readonly result: 'other_sum' };

class Refused extends Error {
  readonly result: 'own_count' | 'other_sum';
  constructor(result: Refused['result']) {
    super(result);
    this.result = result;
  }
}

/**
 * The treasurer (出納員) takes over what a till was closed with, having counted it.
 * @throws DomainError transition_not_allowed when it is still open or handed over already, page_not_found
 */
export async function receiveTill(
  { tills, clock }: { readonly tills: TillStore; readonly clock: Clock },
  sessionId: string,
  { actor, receivedYen }: { readonly actor: string; readonly receivedYen: number },
): Promise<Received> {
  try {
    const session = await tills.handOver(
      sessionId,
      ({ state, closing }) => {
        nextTillState(state, 'handed_over');
        if (closing?.countedBy === actor) throw new Refused('own_count');
        if (closing?.countedYen !== receivedYen) throw new Refused('other_sum');
      },
      { actor, at: clock.now() },
    );
    return { result: 'received', session };
  } catch (error) {
    if (error instanceof Refused) return { result: error.result };
    throw error;
  }
}
