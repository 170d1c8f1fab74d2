import type { Application, ApplicationEvent } from '../applications/application.ts';
import type { Attachment } from '../attachments/attachment.ts';
import { livingEvents } from '../cases/living-events.ts';
import { openTasks } from '../cases/open-tasks.ts';
import type { Answers } from '../fields/answers.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { applicantMarks, type PersonMark } from '../protections/person-marks.ts';
import { dueDay } from './due-day.ts';
import { type Queue, queueOf } from './queue.ts';
import { type SearchTerm, searchTermsOf } from './search-terms.ts';

/** A case as the lists of the office show it, and what it is found by. */
export interface InboxEntry {
  readonly applicationId: string;
  readonly number: string;
  readonly procedureId: string;
  readonly section: string;
  readonly status: Application['status'];
  readonly locale: Application['locale'];
  readonly queue: Queue;
  readonly submittedAt: Date;
  /** JST day (see `dueDay`); null once the case is closed. */
  readonly dueOn: string | null;
  readonly awaitsDocuments: boolean;
  /** Name as typed; "" where the form asks for none. */
  readonly applicant: string;
  readonly terms: readonly SearchTerm[];
  /** Who the applicant is, for finding out whether they are protected; never stored. */
  readonly marks: readonly PersonMark[];
}

const WITH_DOCUMENTS: readonly Application['status'][] = ['received', 'in_review'];

function awaitsDocuments(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
  handedIn: readonly Attachment[],
): boolean {
  if (procedure.attachments.length === 0 || !WITH_DOCUMENTS.includes(application.status)) {
    return false;
  }
  return openTasks(procedure, application, events, handedIn).some(
    ({ task }) => task === 'upload' || task === 'send_paper',
  );
}

/** Whose case it is: the applicant, else the first person, company or group that is named. */
function applicantOf(procedure: Procedure, answers: Answers): string {
  const fields = [...procedure.fields.values()].filter(({ repeat }) => repeat === undefined);
  const name = (isTheirs: (fact: string | undefined) => boolean) =>
    fields.find(({ id, type, fact }) => type === 'name' && isTheirs(fact) && answers[id]);
  const field = name((fact) => fact === 'applicant.name') ?? name(() => true);
  if (field) {
    const { family = '', given = '' } = answers[field.id] as { family?: string; given?: string };
    return `${family} ${given}`.trim();
  }
  const text = fields.find(({ id, fact }) => fact?.endsWith('.name') && answers[id]);
  return text ? String(answers[text.id]) : '';
}

/** Everything that the lists need to know about a case, reckoned anew from what is written of it. */
export function inboxEntry(
  procedure: Procedure,
  application: Application,
  timeline: readonly ApplicationEvent[],
  handedIn: readonly Attachment[],
): InboxEntry {
  const { id, number, procedureId, status, locale, submittedAt, answers } = application;
  const events = livingEvents(timeline);
  const awaits = awaitsDocuments(procedure, application, events, handedIn);
  const queue = queueOf(application, awaits);
  return {
    applicationId: id,
    number,
    procedureId,
    section: procedure.section,
    status,
    locale,
    queue,
    submittedAt,
    dueOn: queue === 'closed' ? null : dueDay(events, submittedAt, procedure.review.days),
    awaitsDocuments: awaits,
    applicant: applicantOf(procedure, answers),
    terms: searchTermsOf(procedure, answers),
    marks: applicantMarks(procedure, answers),
  };
}
