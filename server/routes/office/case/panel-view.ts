import type { FastifyRequest } from 'fastify';
import { undoableStep } from '../../../domain/cases/undo-step.ts';
import { UNDO_MS } from '../../../domain/cases/undo-window.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { mailWords } from './action-view.ts';
import { CASE_ACTIONS, type CaseAction, isPossible } from './case-actions.ts';
import { stepWord } from './event-words.ts';
import type { OpenCase } from './open-case.ts';

interface ActionView {
  readonly label: string;
  readonly href: string;
  readonly does: string;
  readonly mail: string;
  readonly tone: CaseAction['tone'];
  /** One press of a button; else a page with a form. */
  readonly direct: boolean;
  /** Why it can't be done now, or by this person. */
  readonly hindrance?: string;
}

const TIME = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** What this person can do with the case now: only what is possible is offered. */
export function actionViews(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
): readonly ActionView[] {
  const { application, procedure } = found;
  return CASE_ACTIONS.filter(
    (action) => isPossible(action, found) && request.staffMay(action.permission, procedure.section),
  ).map((action, index, offered) => {
    // One main thing: the first of them.
    const isFirst = offered.findIndex(({ tone }) => tone === 'main') === index;
    const hindrance = action.hindrance?.(found);
    return {
      label: action.label,
      href: officePaths.caseAction(application.id, action.name),
      does: action.does,
      mail: mailWords(services, found, action),
      tone: action.tone === 'main' && !isFirst ? ('second' as const) : action.tone,
      direct: action.form === 'none',
      ...(hindrance && { hindrance }),
    };
  });
}

/** The step that this person may still take back, and until when (time of day in Tokyo). */
export function undoView({ clock }: Services, found: OpenCase) {
  const step = undoableStep(found.events, { by: found.by, now: clock.now() });
  if (step === undefined) return undefined;
  return {
    text: stepWord(step.type),
    until: TIME.format(new Date(step.at.getTime() + UNDO_MS)),
    action: officePaths.caseAction(found.application.id, 'undo'),
    seq: step.seq,
  };
}
