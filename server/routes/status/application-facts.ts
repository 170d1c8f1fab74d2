import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import { computeJourney } from '../../domain/procedures/journey.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { GrantedApplication } from './application-context.ts';

/** The papers that belong to an application, by the rules of its own version on the day it was sent. */
export function attachmentsOf({ application, procedure }: GrantedApplication) {
  const today = todayInTokyo(application.submittedAt);
  return dueAttachments(procedure, computeJourney(procedure, application.answers, { today }));
}
