import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationStatus } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Outcome } from '../procedures/case-rules.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { assertIdentified } from './check-identity.ts';
import { assertFourEyes } from './four-eyes.ts';
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
 * Approves (before a phase), grants, refuses or completes, as the definition offers it.
 * @throws DomainError transition_not_allowed when the table or the definition has no such step, or
 *   somebody else has to approve it (first), or nobody has checked yet who applied (`why:
 *   identity`); reason_needed when a refusal says no reason
 */
export function decideApplication(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  { procedure, applicationId, by, decision, text, mails }: DecideInput,
): Promise<Application> {
  if (!offersDecision(procedure, decision)) {
    throw new DomainError('transition_not_allowed', { event: decision });
  }
  if (decision === 'refused' && (text ?? '').trim() === '') throw new DomainError('reason_needed');
  const now = clock.now();
  return stores.cases.take({
    applicationId,
    now,
    ...(mails && { mails }),
    holdMails: holdUntil(now),
    decide({ application, events }) {
      const status = nextStatus(application.status, decision);
      assertFourEyes(procedure, events, { decision, by });
      assertIdentified(procedure, events, decision);
      return {
        status,
        event: { type: decision, at: now, actor: by, detail: {} },
        ...(text !== undefined && { note: { text } }),
        ...(decision !== 'approved' && !opensPhase(procedure, status) && { closedAt: now }),
      };
    },
  });
}
