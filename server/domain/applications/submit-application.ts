import { newReceiptNumber } from '../../lib/access-code.ts';
import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { type DueDocument, missingDocuments } from '../attachments/due-documents.ts';
import { remindOn } from '../cases/reminder.ts';
import type { Confirmation } from '../counter/confirmation.ts';
import type { ValueCounts } from '../counter/sitting.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import { cardPayBy, counterPayBy } from '../payments/payment-deadlines.ts';
import type { Journey, Procedure } from '../procedures/procedure.ts';
import type { SealCase } from '../sealing/sealed-case.ts';
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
      /** Known for what was sent just now: what is to be paid first, null = nothing. */
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
  /** It comes from memory (`DraftStore.recall`). */
  readonly isUnread?: true;
  readonly journey: Journey;
  readonly sessionHash: string;
  readonly today: string;
  readonly fee: { readonly yen: number; readonly lines: NewCharge['lines'] };
  readonly booking: Pick<NewBooking, 'resource' | 'day' | 'slots' | 'claims'> | null;
  /** The resident was told that it is full and agreed to wait; `max` may wait, null = any number. */
  readonly waitingList?: { readonly max: number | null };
  /** What is to be handed in with it, and what is there. Without it, nothing is asked for. */
  readonly documents?: readonly DueDocument[];
  /** At the counter: how the resident confirmed what staff had entered. */
  readonly confirmation?: Omit<Confirmation, 'applicationId' | 'at'>;
  readonly counts?: ValueCounts;
  /** Of a sealed procedure, and there it can't be left out. */
  readonly seal?: SealCase;
  /** The mail that says that it has come, or that it waits, by the application's status. */
  mails?(application: Application): readonly OutboxMail[];
}

/** The resident applies; who typed it for them stands beside it. */
const enteredBy = ({ confirmation }: SubmitInput): ApplicationEvent['detail'] =>
  confirmation ? { counter: confirmation.staffLogin } : {};

function eventsOf(
  { submittedAt, status, feeYen }: Application,
  detail: ApplicationEvent['detail'],
): Omit<ApplicationEvent, 'seq'>[] {
  const common = { at: submittedAt, actor: 'resident' as const, detail };
  if (status === 'awaiting_payment') {
    return [{ ...common, type: 'submitted', detail: { ...detail, yen: feeYen } }];
  }
  return [{ ...common, type: status === 'prepared' ? 'prepared' : 'received' }];
}

/** Money is never taken for a waiting place, and a line is for one seat. */
function waitingOf(input: SubmitInput, application: Application): Submission['ifFull'] {
  const { waitingList, booking, mails } = input;
  if (waitingList === undefined || booking?.claims.length !== 1) return undefined;
  const event = {
    type: 'waitlisted' as const,
    at: application.submittedAt,
    detail: enteredBy(input),
  };
  const status = nextStatus('new', event.type);
  return {
    max: waitingList.max,
    status,
    events: [{ ...event, actor: 'resident' }],
    ...(mails && { mails: mails({ ...application, status, receivedAt: null }) }),
  };
}

function attachmentsOf(documents: readonly DueDocument[]): Submission['attachments'] {
  return {
    keys: documents.filter(({ rule }) => rule.deliver === 'upload').map(({ rule }) => rule.key),
    ids: documents.flatMap(({ files }) => files.map(({ id }) => id)),
  };
}

function buildSubmission(input: SubmitInput, now: Date, number: string): Submission {
  const { procedure, draft, journey, fee, booking } = input;
  // Made online, printed and brought: it becomes an application at the counter.
  const isPrepared = procedure.submission === 'prepare_only';
  // What is paid at the counter, or after the review, holds nothing up.
  const owed = !isPrepared && procedure.fee.when === 'with_application' && fee.yen > 0;
  const atCounter = !isPrepared && procedure.fee.when === 'at_counter' && fee.yen > 0;
  const event = isPrepared ? 'prepared' : owed ? 'submitted' : 'received';
  const remind = remindOn(procedure, journey.scope, input.today);
  // Whoever sits at the counter goes to its till, and may have to stand in line there.
  const payBy = input.confirmation ? counterPayBy(now, 0) : cardPayBy(now);
  const application: Application = {
    id: draft.id,
    number,
    procedureId: procedure.id,
    version: procedure.version,
    countsAs: procedure.countsAs,
    channel: draft.channel,
    locale: draft.locale,
    status: nextStatus('new', event),
    answers: journey.answers,
    feeYen: owed || atCounter ? fee.yen : 0,
    startedAt: draft.startedAt,
    submittedAt: now,
    receivedAt: event === 'received' ? now : null,
    closedAt: null,
  };
  const ifFull = application.status === 'received' ? waitingOf(input, application) : undefined;
  return {
    application,
    ...(ifFull && { ifFull }),
    draftRevision: draft.revision,
    ...(input.isUnread && { isUnread: input.isUnread }),
    sessionHash: input.sessionHash,
    events: eventsOf(application, enteredBy(input)),
    booking: booking && { ...booking, id: orderedId(now), holdUntil: owed ? payBy : null },
    charge:
      owed || atCounter
        ? {
            id: orderedId(now),
            kind: atCounter ? 'counter' : 'fee',
            yen: fee.yen,
            lines: fee.lines,
            payBy: atCounter ? counterPayBy(now, procedure.fee.payDays) : payBy,
          }
        : null,
    ...(input.confirmation && {
      confirmation: { ...input.confirmation, applicationId: application.id, at: now },
    }),
    ...(input.counts && { counts: input.counts }),
    ...(input.documents && { attachments: attachmentsOf(input.documents) }),
    ...(remind !== undefined && { remindOn: remind }),
    // Whoever still has to pay hears of it when the payment has come.
    ...(input.mails && !owed && { mails: input.mails(application) }),
  };
}

/** What the office reads goes into the seal; what the portal keeps says nothing of anybody. */
async function sealed({ procedure, seal }: SubmitInput, plain: Submission): Promise<Submission> {
  if (!procedure.sealed) return plain;
  // Never in plain instead: the resident was promised that nobody here can read it.
  if (seal === undefined) throw new Error('A sealed procedure is sent without its seal.');
  const { application } = plain;
  const sealing = await seal(application);
  return { ...plain, application: { ...application, answers: {} }, sealed: sealing };
}

/**
 * The final POST: application, receipt, audit, slot and charge in one commit. The same draft
 * submitted again gives the application that it became.
 * @throws DomainError draft_incomplete when a page or a document is missing or the journey ended elsewhere,
 *   procedure_closed after the last day of its window
 */
export async function submitApplication(
  stores: { readonly applications: ApplicationStore },
  clock: Clock,
  input: SubmitInput,
): Promise<SubmitResult> {
  const isMissing = missingDocuments(input.documents ?? []).length > 0;
  if (!input.journey.complete || isMissing) throw new DomainError('draft_incomplete');
  // Begun in time is not sent in time: the last day ends at midnight for running drafts, too. A
  // town that extends its window publishes that, and it holds for drafts of older versions.
  if (closedOn(input.current ?? input.procedure, input.today)) {
    throw new DomainError('procedure_closed');
  }
  for (;;) {
    const plain = buildSubmission(input, clock.now(), newReceiptNumber(input.today));
    const submission = await sealed(input, plain);
    const outcome = await stores.applications.submit(submission);
    // One in some thousand months: the random label is already somebody's. Take another one.
    if (outcome.result === 'number_taken') continue;
    if (outcome.result === 'slot_taken' || outcome.result === 'draft_changed') return outcome;
    if (outcome.result === 'already') return outcome;
    return {
      result: 'submitted',
      applicationId: submission.application.id,
      chargeId: submission.charge?.kind === 'fee' ? submission.charge.id : null,
    };
  }
}
