import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import { dueDocuments } from '../../domain/attachments/due-documents.ts';
import { takesAttachments } from '../../domain/cases/add-attachments.ts';
import { openTasks } from '../../domain/cases/open-tasks.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import { computeJourney } from '../../domain/procedures/journey.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import type { ShownDocument } from './document-rows.ts';

export interface CaseDocument extends ShownDocument {
  /** Files can be added now. */
  readonly open: boolean;
}

interface CaseOf {
  readonly application: Application;
  readonly procedure: Procedure;
}

/**
 * The documents of an application by the rules of its own version on the day it was sent, and
 * whatever else was handed in (with a phase), each with how far it is. None of a sealed case: what
 * was handed in lies under the seal.
 */
export async function caseDocuments(
  { stores }: Pick<Services, 'stores'>,
  { application, procedure }: CaseOf,
  events: readonly ApplicationEvent[],
): Promise<readonly CaseDocument[]> {
  if (procedure.sealed || procedure.attachments.length === 0) return [];
  const files = await stores.attachments.listFor(application.id);
  const today = todayInTokyo(application.submittedAt);
  const journey = computeJourney(procedure, application.answers, { today });
  const due = new Set(dueAttachments(procedure, journey));
  const there = new Set(files.map(({ key }) => key));
  const rules = procedure.attachments.filter((rule) => due.has(rule) || there.has(rule.key));
  const awaited = new Set(
    openTasks(procedure, application, events, files).flatMap((task) =>
      task.task === 'upload' || task.task === 'send_paper' ? [task.attachment] : [],
    ),
  );
  const came = new Set(
    events.filter((e) => e.type === 'paper_received').map((e) => e.detail['attachment']),
  );
  return dueDocuments(rules, files, {}).map((document) => {
    const { rule } = document;
    const byPaper = came.has(rule.key) && document.files.length === 0;
    const mayAdd = rule.deliver === 'upload' && takesAttachments(application);
    return {
      ...document,
      state: byPaper ? ('received' as const) : document.state,
      open: mayAdd && (awaited.has(rule.key) || (rule.mayFollow && document.files.length > 0)),
    };
  });
}
