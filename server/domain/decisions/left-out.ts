import type { CaseSnapshot } from '../cases/case.ts';
import { lacksIdentity } from '../cases/check-identity.ts';
import type { InboxRow } from '../inbox/inbox-store.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { DecisionRound } from './decision-round.ts';

/** Why one of several decisions is not signed together with the others. */
export type LeftOutDecision =
  | 'protected' // 支援措置: opened by itself, by the named few
  | 'identity'; // in favour of somebody of whom nobody knows who it is (any more)

/** @param events those that hold @returns undefined: it can be signed with the others */
export function leftOut(
  {
    row,
    round,
  }: {
    readonly row: Pick<InboxRow, 'isProtected'>;
    readonly round: Pick<DecisionRound, 'decision'>;
  },
  procedure: Pick<Procedure, 'identity'>,
  events: CaseSnapshot['events'],
): LeftOutDecision | undefined {
  if (row.isProtected) return 'protected';
  const gives = round.decision === 'granted' || round.decision === 'completed';
  return gives && lacksIdentity(procedure, events) ? 'identity' : undefined;
}
