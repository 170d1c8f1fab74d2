import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import type { Attachment } from '../attachments/attachment.ts';
import { dueAttachments } from '../procedures/due-attachments.ts';
import { computeJourney } from '../procedures/journey.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { handInsOf } from './case-journey.ts';

/** What the resident still has to do, in the order in which the status page says it. */
export type OpenTask =
  | { readonly task: 'correct'; readonly since: Date }
  | { readonly task: 'pay' }
  | { readonly task: 'phase'; readonly phase: string; readonly until: string | null }
  | { readonly task: 'upload'; readonly attachment: string }
  | { readonly task: 'send_paper'; readonly attachment: string }
  | { readonly task: 'bring_form' };

/** As long as nothing is decided, what was promised can still be handed in. */
const OPEN: readonly Application['status'][] = ['received', 'in_review', 'returned'];

/** The phase that waits for the resident now; one after the other in the order of the definition. */
export function openPhase(
  procedure: Procedure,
  { status }: Application,
  events: readonly ApplicationEvent[],
): { readonly phase: string; readonly until: string | null } | undefined {
  const sent = new Set(
    events.filter(({ type }) => type === 'phase_submitted').map(({ detail }) => detail['phase']),
  );
  const phase = procedure.phases.find(({ id, opens }) => opens === status && !sent.has(id));
  if (!phase) return undefined;
  const opened = events.findLast(({ type }) => type === phase.opens)?.at;
  const until =
    opened && phase.withinDays !== undefined
      ? addDays(todayInTokyo(opened), phase.withinDays)
      : null;
  return { phase: phase.id, until };
}

/** Attachments that are due by the answers and have not come in any way. */
function missingAttachments(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
  handedIn: readonly Attachment[],
): OpenTask[] {
  const came = new Set([
    ...handedIn.map(({ key }) => key),
    ...events.filter((e) => e.type === 'paper_received').map((e) => e.detail['attachment']),
  ]);
  const due = handInsOf(application, events).flatMap(({ phase, day }) => {
    const options = phase === undefined ? {} : { phase };
    const journey = computeJourney(procedure, application.answers, { today: day }, options);
    return dueAttachments(procedure, journey, phase);
  });
  return due
    .filter(({ key }) => !came.has(key))
    .map(({ key, deliver }) => ({
      task: deliver === 'paper' ? ('send_paper' as const) : ('upload' as const),
      attachment: key,
    }));
}

export function openTasks(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
  handedIn: readonly Attachment[],
): readonly OpenTask[] {
  const tasks: OpenTask[] = [];
  const { status } = application;
  if (status === 'returned') {
    const since = events.findLast(({ type }) => type === 'returned')?.at ?? application.submittedAt;
    tasks.push({ task: 'correct', since });
  }
  if (status === 'fee_due' || status === 'awaiting_payment') tasks.push({ task: 'pay' });
  const phase = openPhase(procedure, application, events);
  if (phase) tasks.push({ task: 'phase', ...phase });
  if (status === 'prepared') tasks.push({ task: 'bring_form' });
  if (OPEN.includes(status)) {
    tasks.push(...missingAttachments(procedure, application, events, handedIn));
  }
  return tasks;
}

/**
 * Documents that have to be there before money is asked for: what a correction has brought up, say.
 * What may follow, or comes on paper, holds nothing up.
 */
export function lackingDocuments(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
  handedIn: readonly Attachment[],
): readonly string[] {
  const needed = new Set(
    procedure.attachments
      .filter(({ mayFollow, deliver }) => !mayFollow && deliver === 'upload')
      .map(({ key }) => key),
  );
  return missingAttachments(procedure, application, events, handedIn)
    .flatMap((task) => ('attachment' in task ? [task.attachment] : []))
    .filter((key) => needed.has(key));
}
