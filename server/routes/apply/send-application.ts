import type { Application } from '../../domain/applications/application.ts';
import {
  type SubmitInput,
  type SubmitResult,
  submitApplication,
} from '../../domain/applications/submit-application.ts';
import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';
import { bookingOf, checkSavedPickers, waitingListOf } from './booking-answer.ts';
import { feeTexts } from './fee-texts.ts';
import { refusePaused } from './paused.ts';
import { feeOf } from './pricing.ts';
import { sealingOf } from './seal-case.ts';

export interface SentForm {
  readonly documents: readonly DueDocument[];
  /** Who may see what becomes of it. */
  readonly sessionHash: string;
  /** The resident's language. */
  readonly locale: Locale;
  /** They were told that it is full, and agreed to wait. */
  readonly waits: boolean;
  /** At the counter: how the resident confirmed what was entered. */
  readonly confirmation?: SubmitInput['confirmation'];
  readonly counts?: SubmitInput['counts'];
  /** The state's draft comes from memory. */
  readonly isUnread?: true;
}

/** What the mail says of an application that was sent just now. */
function sentAs({ status }: Application): 'prepared' | 'waitlisted' | 'received' {
  return status === 'prepared' || status === 'waitlisted' ? status : 'received';
}

/** The final POST of a new application, on a phone or at the counter. */
export async function sendApplication(
  services: Services,
  state: ApplyState,
  { documents, sessionHash, locale, waits, confirmation, counts, isUnread }: SentForm,
): Promise<SubmitResult> {
  const { procedure, draft, journey, context } = state;
  refusePaused(services, procedure.id);
  const problems = await checkSavedPickers(services, state);
  if (problems.length > 0) return { result: 'slot_taken' };
  const fee = feeOf(services, state);
  // Only who was told that it is full waits; to anybody else the page says first that it is full now.
  const waitingList = waits ? waitingListOf(services, state) : undefined;
  const seal = sealingOf(services, { procedure, journey, documents });
  return submitApplication(services.stores, services.clock, {
    procedure,
    current: services.library.procedures.get(procedure.id),
    draft: { ...draft, locale },
    journey,
    sessionHash,
    today: context.today,
    fee: { yen: fee.yen, lines: feeTexts(procedure, services.words('ja'), fee).charged },
    booking: bookingOf(services, state),
    ...(waitingList && { waitingList }),
    ...(documents.length > 0 && { documents }),
    ...(seal && { seal }),
    ...(confirmation && { confirmation }),
    ...(counts && { counts }),
    ...(isUnread && { isUnread }),
    mails: (application) =>
      caseMails(services, { procedure, application }, { event: sentAs(application) }),
  });
}
