import type { ApplicationEvent } from '../applications/application.ts';
import type { Answers } from '../fields/answers.ts';
import type { Locale } from '../procedures/locale.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';

/** Moments of a case that its resident is told of. */
export const NOTICE_EVENTS = [
  'received',
  'prepared',
  'waitlisted',
  'seat_given',
  'returned',
  'resubmitted',
  'fee_fixed',
  'fee_expired',
  'approved',
  'phase_submitted',
  'granted',
  'refused',
  'withdrawn',
  'change_asked',
  'changed',
  'change_lapsed',
  'bill_made',
  'bill_overdue',
  'exemption_accepted',
  'completed',
  'reminder',
  'message',
  'refund_given',
] as const;

export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** Moments that the definition knows by the name of another one. */
const SAME_NOTICE: Readonly<Partial<Record<ApplicationEvent['type'], NoticeEvent>>> = {
  // Whoever brings the form, or gets a seat, is received by that.
  brought: 'received',
  seat_given: 'received',
  reminded: 'reminder',
};

/** The notice whose own words went out by mail at that moment of the timeline. */
export function noticeOf({ type }: Pick<ApplicationEvent, 'type'>): NoticeEvent | undefined {
  return SAME_NOTICE[type] ?? NOTICE_EVENTS.find((event) => event === type);
}

/** What the definition says besides the standard sentence, with ruby marks. */
export function ownNotice(
  procedure: Procedure,
  locale: Locale,
  event: NoticeEvent,
): string | undefined {
  return procedure.text(locale, `notices.${event}.text`);
}

function given(field: Field, answers: Answers): string | undefined {
  const answer = answers[field.id];
  return typeof answer === 'string' && answer !== '' ? answer : undefined;
}

const askedFor = new WeakMap<Procedure, Map<string, readonly Field[]>>();

/** Fields of that type outside rows, the applicant's own first; looked up once for each definition. */
function contactFields(procedure: Procedure, type: string, fact: string): readonly Field[] {
  const known = askedFor.get(procedure) ?? new Map<string, readonly Field[]>();
  askedFor.set(procedure, known);
  let fields = known.get(fact);
  if (fields === undefined) {
    const all = [...procedure.fields.values()].filter(
      (field) => field.type === type && field.repeat === undefined,
    );
    fields = all.toSorted((a, b) => Number(b.fact === fact) - Number(a.fact === fact));
    known.set(fact, fields);
  }
  return fields;
}

/** The applicant's own answer of that type, else the first one that somebody gave. */
function contact(procedure: Procedure, answers: Answers, type: string, fact: string) {
  for (const field of contactFields(procedure, type, fact)) {
    const answer = given(field, answers);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/**
 * Where mails of a case go: to the applicant, else to whoever acts for them; undefined where no
 * address was given.
 */
export function mailAddress(procedure: Procedure, answers: Answers): string | undefined {
  return contact(procedure, answers, 'email', 'applicant.email');
}

/** Where they are called when no mail arrives. */
export function phoneNumber(procedure: Procedure, answers: Answers): string | undefined {
  return contact(procedure, answers, 'phone', 'applicant.phone');
}
