import type { ApplicationEvent } from '../applications/application.ts';
import { DomainError } from '../errors.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';

type Events = readonly Pick<ApplicationEvent, 'type' | 'actor'>[];

/** Who began to look at it, the last time. */
export function takenUpBy(events: Events): string | undefined {
  return events.findLast(({ type }) => type === 'taken_up')?.actor;
}

/** The approver looks with other eyes than whoever reviews it (決裁). */
export function mayApprove(events: Events, by: StaffActor): boolean {
  return takenUpBy(events) !== by;
}

/** Does the definition ask for an approval, and has none been given (that still holds)? */
export function lacksApproval({ review }: Pick<Procedure, 'review'>, events: Events): boolean {
  return review.approval && !events.some(({ type }) => type === 'approved');
}

/**
 * Approved once, and nothing is granted or completed before. A refusal needs no approval.
 * @throws DomainError transition_not_allowed with `why`: approved_already | not_approved
 */
export function assertApprovedInOrder(
  procedure: Pick<Procedure, 'review'>,
  events: Events,
  decision: ApplicationEvent['type'],
): void {
  const lacks = lacksApproval(procedure, events);
  if (decision === 'approved' && !lacks) refuse(decision, 'approved_already');
  const isGood = decision === 'granted' || decision === 'completed';
  if (isGood && lacks) refuse(decision, 'not_approved');
}

/**
 * Holds a decision to the rule of two pairs of eyes, where the definition has `review.approval`: it
 * is approved by somebody else than who took the case up, and in order.
 * @param events those that hold (`livingEvents`)
 * @throws DomainError transition_not_allowed with `why`: four_eyes | approved_already | not_approved
 */
export function assertFourEyes(
  procedure: Pick<Procedure, 'review'>,
  events: Events,
  { decision, by }: { readonly decision: ApplicationEvent['type']; readonly by: StaffActor },
): void {
  if (decision === 'approved' && !mayApprove(events, by)) refuse(decision, 'four_eyes');
  assertApprovedInOrder(procedure, events, decision);
}

function refuse(event: ApplicationEvent['type'], why: string): never {
  throw new DomainError('transition_not_allowed', { event, why });
}
