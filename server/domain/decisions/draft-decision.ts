import type { Clock } from '../../lib/clock.ts';
import type { CaseSnapshot } from '../cases/case.ts';
import { assertDecidable } from '../cases/decide-application.ts';
import { takenUpBy } from '../cases/four-eyes.ts';
import { DomainError } from '../errors.ts';
import type { Position } from '../procedures/positions.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { type DecisionDraft, openRound } from './decision-round.ts';
import type { DecisionStore } from './decision-store.ts';
import type { Desk, Routing } from './desk.ts';
import { holdersOf } from './who-may-sign.ts';

/** Who drafts or signs. */
export interface DecisionActor {
  readonly staffId: string;
  readonly login: string;
}

/** What it hangs on who may sign a round of that case today. */
export function routingOf(
  { decision }: Pick<DecisionDraft, 'decision'>,
  {
    procedure,
    positions,
    desk,
    events,
  }: {
    readonly procedure: Pick<Procedure, 'section'>;
    readonly positions: readonly Position[];
    readonly desk: Desk;
    readonly events: CaseSnapshot['events'];
  },
): Routing {
  // Approving needs other eyes than looking through it, also on a route.
  const login = decision === 'approved' ? takenUpBy(events)?.slice('staff:'.length) : undefined;
  const barred = desk.people.filter((person) => person.login === login);
  return {
    desk,
    section: procedure.section,
    positions,
    barred: barred.map(({ staffId }) => staffId),
  };
}

/** The last place is never filled from elsewhere: somebody else than the drafter must hold it. */
function assertSomebodySigns(
  draft: DecisionDraft,
  { staffId }: DecisionActor,
  routing: Routing,
): void {
  const { barred = [] } = routing;
  const holders = holdersOf(draft, draft.route.length, routing);
  if (holders.some((one) => one.staffId !== staffId && !barred.includes(one.staffId))) return;
  throw new DomainError('transition_not_allowed', { event: draft.decision, why: 'nobody_signs' });
}

/**
 * 起案: a decision with its text begins its way through the positions of the route.
 * @param input.seq timeline of the case as whoever drafts it saw it
 * @throws DomainError as `assertDecidable`; transition_not_allowed with `why`: moved (the case has
 *   gone on since), drafted_already, nobody_signs (there is nobody but the drafter who could)
 */
export function draftDecision(
  stores: { readonly decisions: DecisionStore },
  clock: Clock,
  input: Omit<DecisionDraft, 'route'> & {
    readonly procedure: Procedure;
    readonly positions: readonly Position[];
    readonly applicationId: string;
    readonly by: DecisionActor;
  },
): Promise<void> {
  const { procedure, positions, applicationId, by, decision, text, note, seq } = input;
  const refuse = (why: string): never => {
    throw new DomainError('transition_not_allowed', { event: decision, why });
  };
  const now = clock.now();
  return stores.decisions.draft({
    applicationId,
    now,
    by: `staff:${by.login}`,
    staffId: by.staffId,
    decide({ snapshot, rounds, desk }) {
      if (snapshot.lastSeq !== seq) refuse('moved');
      if (openRound(rounds)) refuse('drafted_already');
      const route = procedure.review.route ?? refuse('no_route');
      assertDecidable(procedure, snapshot, { decision, ...(text && { text }) });
      const draft: DecisionDraft = {
        decision,
        route,
        seq,
        ...(text && { text }),
        ...(note && { note }),
      };
      const { events } = snapshot;
      assertSomebodySigns(draft, by, routingOf(draft, { procedure, positions, desk, events }));
      return draft;
    },
  });
}
