import { randomUUID } from 'node:crypto';
import { newAccessCode, newApplicationLink, newReceiptNumber } from '../../lib/access-code.ts';
import type { Clock } from '../../lib/clock.ts';
import { DomainError } from '../errors.ts';
import { cardPayBy } from '../payments/payment-deadlines.ts';
import type { Journey, Procedure } from '../procedures/procedure.ts';
import type {
  Application,
  ApplicationEvent,
  Draft,
  NewBooking,
  NewCharge,
  Submission,
} from './application.ts';
import type { ApplicationStore } from './application-store.ts';
import { closedOn } from './start-draft.ts';
import { nextStatus } from './status-table.ts';

export type SubmitResult =
  | {
      readonly result: 'submitted' | 'already';
      readonly applicationId: string;
      /** Known for what was sent just now: what is owed, null = nothing. */
      readonly chargeId?: string | null;
    }
  | { readonly result: 'slot_taken' }
  /** Another tab saved after this form was read. */
  | { readonly result: 'draft_changed' };

export interface SubmitInput {
  readonly procedure: Procedure;
  /** The version that is published today, if any: it says whether the procedure is still open. */
  readonly current?: Procedure | undefined;
  readonly draft: Draft;
  readonly journey: Journey;
  readonly sessionHash: string;
  readonly today: string;
  readonly fee: { readonly yen: number; readonly lines: NewCharge['lines'] };
  readonly booking: Pick<NewBooking, 'resource' | 'day' | 'slots' | 'claims'> | null;
}

function eventsOf(application: Application): Omit<ApplicationEvent, 'seq'>[] {
  const common = { at: application.submittedAt, actor: 'resident' as const, detail: {} };
  return application.status === 'received'
    ? [{ ...common, type: 'received' }]
    : [{ ...common, type: 'submitted', detail: { yen: application.feeYen } }];
}

function buildSubmission(input: SubmitInput, now: Date, number: string): Submission {
  const { procedure, draft, journey, fee, booking } = input;
  // What is paid at the counter, or after the review, is not owed by sending the application.
  const owed = procedure.fee.when === 'with_application' && fee.yen > 0;
  const payBy = cardPayBy(now);
  const application: Application = {
    id: draft.id,
    number,
    procedureId: procedure.id,
    version: procedure.version,
    countsAs: procedure.countsAs,
    channel: draft.channel,
    locale: draft.locale,
    status: nextStatus('new', owed ? 'submitted' : 'received'),
    answers: journey.answers,
    feeYen: owed ? fee.yen : 0,
    startedAt: draft.startedAt,
    submittedAt: now,
    receivedAt: owed ? null : now,
    closedAt: null,
  };
  return {
    application,
    draftRevision: draft.revision,
    sessionHash: input.sessionHash,
    access: { code: newAccessCode(), link: newApplicationLink(draft.id) },
    events: eventsOf(application),
    booking: booking && { ...booking, id: randomUUID(), holdUntil: owed ? payBy : null },
    charge: owed ? { id: randomUUID(), kind: 'fee', yen: fee.yen, lines: fee.lines, payBy } : null,
  };
}

/**
 * The final POST: application, receipt, audit, slot and charge in one commit. The same draft
 * submitted again gives the application that it became.
 * @throws DomainError draft_incomplete when a page is missing or the journey ended elsewhere,
 *   procedure_closed after the last day of its window
 */
export async function submitApplication(
  stores: { readonly applications: ApplicationStore },
  clock: Clock,
  input: SubmitInput,
): Promise<SubmitResult> {
  if (!input.journey.complete) throw new DomainError('draft_incomplete');
  // Begun in time is not sent in time: the last day ends at midnight for running drafts, too. A
  // town that extends its window publishes that, and it holds for drafts of older versions.
  if (closedOn(input.current ?? input.procedure, input.today)) {
    throw new DomainError('procedure_closed');
  }
  for (;;) {
    const submission = buildSubmission(input, clock.now(), newReceiptNumber(input.today));
    const outcome = await stores.applications.submit(submission);
    // One in some thousand months: the random label is already somebody's. Take another one.
    if (outcome.result === 'number_taken') continue;
    if (outcome.result === 'slot_taken' || outcome.result === 'draft_changed') return outcome;
    if (outcome.result === 'already') return outcome;
    return {
      result: 'submitted',
      applicationId: submission.application.id,
      chargeId: submission.charge?.id ?? null,
    };
  }
}
