import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent, Draft } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { Answers } from '../fields/answers.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { CaseSnapshot, CaseStep } from './case.ts';
import { computeCaseJourney, handInsOf } from './case-journey.ts';
import type { CaseStore, MovedBooking, ResubmitOutcome } from './case-store.ts';
import { openPhase } from './open-tasks.ts';
import { remindOn } from './reminder.ts';
import { awaitedKind } from './start-resubmission.ts';

function stepOf(kind: string, from: CaseSnapshot['application']['status'], now: Date): CaseStep {
  const by = { at: now, actor: 'resident' as const };
  if (kind === 'correction') {
    return {
      status: nextStatus(from, 'resubmitted'),
      event: { ...by, type: 'resubmitted', detail: {} },
    };
  }
  const phase = kind.slice('phase:'.length);
  return {
    status: nextStatus(from, 'phase_submitted'),
    event: { ...by, type: 'phase_submitted', detail: { phase } },
  };
}

/** The answers may name another day to remind of; whoever has been reminded is left in peace. */
export function newReminder(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
  { event }: Pick<CaseStep, 'event'>,
): Pick<CaseStep, 'remindOn'> {
  if (!procedure.reminder || events.some(({ type }) => type === 'reminded')) return {};
  const handIns = handInsOf(application, [...events, { ...event, seq: events.length + 1 }]);
  const { scope } = computeCaseJourney(procedure, application.answers, handIns);
  return { remindOn: remindOn(procedure, scope, todayInTokyo(event.at)) ?? null };
}

/**
 * Sends a correction or a phase: the answers become the case's, what was there before is kept, and
 * the case goes back to whoever reviews it. Sending the same draft twice is "already".
 * @param input.answers all answers of the case as they will be
 * @param input.complete is every page that the draft is about complete?
 * @param input.booking what the answers book, where that is not what is booked
 * @throws DomainError draft_incomplete; procedure_closed after the last day of a phase;
 *   transition_not_allowed when the case no longer waits for it
 */
export function resubmit(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly draft: Draft;
    readonly answers: Answers;
    readonly complete: boolean;
    readonly booking?: MovedBooking;
    readonly mails?: readonly OutboxMail[];
  },
): Promise<ResubmitOutcome> {
  const { procedure, draft, answers, complete, booking, mails } = input;
  const { caseOf } = draft;
  if (caseOf === undefined) throw new DomainError('transition_not_allowed');
  if (!complete) throw new DomainError('draft_incomplete');
  const now = clock.now();
  return stores.cases.submitAgain({
    applicationId: caseOf.applicationId,
    draftId: draft.id,
    draftRevision: draft.revision,
    kind: caseOf.kind,
    answers,
    now,
    ...(booking && { booking }),
    ...(mails && { mails }),
    decide({ application, events }) {
      if (awaitedKind(procedure, application, events) !== caseOf.kind) {
        throw new DomainError('transition_not_allowed', { from: application.status });
      }
      // Begun in time is not sent in time.
      const until = openPhase(procedure, application, events)?.until;
      if (until && todayInTokyo(now) > until) throw new DomainError('procedure_closed');
      const step = stepOf(caseOf.kind, application.status, now);
      return { ...step, ...newReminder(procedure, { ...application, answers }, events, step) };
    },
  });
}
