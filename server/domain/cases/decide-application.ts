import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationStatus } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Outcome } from '../procedures/case-rules.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { assertExemptionSettled } from './accept-exemption.ts';
import type { CaseSnapshot, CaseStep, StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { assertIdentified } from './check-identity.ts';
import { assertApprovedInOrder, assertFourEyes } from './four-eyes.ts';
import { holdUntil } from './undo-window.ts';

export type Decision = Outcome | 'approved';

interface DecideInput {
  readonly procedure: Procedure;
  readonly applicationId: string;
  readonly by: StaffActor;
  readonly decision: Decision;
  /** To the resident, in Japanese. A refusal needs its reasons (行政手続法8条). */
  readonly text?: string;
  readonly mails?: readonly OutboxMail[];
}

export function offersDecision({ review }: Procedure, decision: Decision): boolean {
  return decision === 'approved' ? review.approval : review.outcomes.includes(decision);
}

/** Is something still to come from the resident after that decision? Then the case stays open. */
export function opensPhase(procedure: Procedure, status: ApplicationStatus): boolean {
  return procedure.phases.some(({ opens }) => opens === status);
}

/**
 * Is there such a decision, does it say what it has to, and is it its turn?
 * @throws DomainError transition_not_allowed when the table or the definition has no such step, it
 *   has to be approved first, or nobody has checked yet who applied (`why: identity`) or whether the
 *   fee is owed (`why: exemption`);
 *   reason_needed when a refusal says no reason
 */
export function assertDecidable(
  procedure: Procedure,
  { application, events }: Pick<CaseSnapshot, 'application' | 'events'>,
  { decision, text = '' }: Pick<DecideInput, 'decision' | 'text'>,
): void {
  assertOffered(procedure, { decision, text });
  nextStatus(application.status, decision);
  assertApprovedInOrder(procedure, events, decision);
  assertIdentified(procedure, events, decision);
  assertExemptionSettled(procedure, { application, events }, decision);
}

function assertOffered(
  procedure: Procedure,
  { decision, text = '' }: Pick<DecideInput, 'decision' | 'text'>,
): void {
  if (!offersDecision(procedure, decision)) {
    throw new DomainError('transition_not_allowed', { event: decision });
  }
  if (decision === 'refused' && text.trim() === '') throw new DomainError('reason_needed');
}

/**
 * What a decision writes that is taken now.
 * @throws as `assertDecidable`
 */
export function decisionStep(
  procedure: Procedure,
  snapshot: CaseSnapshot,
  { decision, by, text, now }: Pick<DecideInput, 'decision' | 'by' | 'text'> & { now: Date },
): CaseStep {
  assertDecidable(procedure, snapshot, { decision, ...(text !== undefined && { text }) });
  const status = nextStatus(snapshot.application.status, decision);
  return {
    status,
    event: { type: decision, at: now, actor: by, detail: {} },
    ...(text !== undefined && { note: { text } }),
    ...(decision !== 'approved' && !opensPhase(procedure, status) && { closedAt: now }),
  };
}

/**
 * Approves (before a phase), grants, refuses or completes, as the definition offers it, by one
 * person: where the definition or the section has a route (決裁), it goes through that instead.
 * @throws DomainError as `assertDecidable`; transition_not_allowed when somebody else has to approve
 *   it (`why: four_eyes`), or it needs a route (`why: route`)
 */
export function decideApplication(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  { procedure, applicationId, by, decision, text, mails }: DecideInput,
): Promise<Application> {
  assertOffered(procedure, { decision, ...(text !== undefined && { text }) });
  if (procedure.review.route) {
    throw new DomainError('transition_not_allowed', { event: decision, why: 'route' });
  }
  const now = clock.now();
  return stores.cases.take({
    applicationId,
    now,
    ...(mails && { mails }),
    holdMails: holdUntil(now),
    decide(snapshot) {
      const step = { decision, by, now, ...(text !== undefined && { text }) };
      const taken = decisionStep(procedure, snapshot, step);
      assertFourEyes(procedure, snapshot.events, { decision, by });
      return taken;
    },
  });
}
