import type { Answers } from '../fields/answers.ts';
import type { Locale } from '../procedures/locale.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';

/** Moments of a case that its resident is told of. */
export type NoticeEvent =
  | 'received'
  | 'prepared'
  | 'waitlisted'
  | 'seat_given'
  | 'returned'
  | 'resubmitted'
  | 'fee_fixed'
  | 'fee_expired'
  | 'approved'
  | 'phase_submitted'
  | 'granted'
  | 'refused'
  | 'completed'
  /** By staff, because the resident asked for it. */
  | 'withdrawn'
  | 'reminder'
  | 'message';

/** What the definition says besides the standard sentence, with ruby marks. */
export function ownNotice(
  procedure: Procedure,
  locale: Locale,
  event: NoticeEvent,
): string | undefined {
  return procedure.text(locale, `notices.${event}.text`);
}

function given(field: Field | undefined, answers: Answers): string | undefined {
  const answer = field && answers[field.id];
  return typeof answer === 'string' && answer !== '' ? answer : undefined;
}

/**
 * Where mails of a case go: to the applicant, else to whoever acts for them; undefined where no
 * address was given.
 */
export function mailAddress(procedure: Procedure, answers: Answers): string | undefined {
  const emails = [...procedure.fields.values()].filter(
    ({ type, repeat }) => type === 'email' && repeat === undefined,
  );
  const own = emails.find(({ fact }) => fact === 'applicant.email');
  return given(own, answers) ?? emails.map((field) => given(field, answers)).find(Boolean);
}
