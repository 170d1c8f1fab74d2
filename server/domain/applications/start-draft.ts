import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { DomainError } from '../errors.ts';
import type { Answers } from '../fields/answers.ts';
import type { Locale } from '../procedures/locale.ts';
import { windowOn } from '../procedures/open-window.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Channel, Draft } from './application.ts';
import type { DraftStore, Entered } from './application-store.ts';

/** A draft lives for 30 days after its last change. */
const DRAFT_DAYS = 30;

export function draftExpiry(now: Date): Date {
  return new Date(now.getTime() + DRAFT_DAYS * 86_400_000);
}

/** before / after its window, or null when the procedure is open on that JST day. */
export function closedOn(procedure: Procedure, today: string): 'before' | 'after' | null {
  return windowOn(procedure.window, today).closed;
}

/** The button was pressed twice: what has just been begun need not begin (and count) again. */
export function isUntouched(draft: Draft, procedure: Procedure, answers: Answers): boolean {
  const { revision, pending, version } = draft;
  const isNew = revision === 0 && pending === null && version === procedure.version;
  return isNew && JSON.stringify(draft.answers) === JSON.stringify(answers);
}

/**
 * Begins a form: the moment that counts as a started journey.
 * @throws DomainError procedure_closed outside the procedure's window
 */
export async function startDraft(
  stores: { readonly drafts: DraftStore },
  clock: Clock,
  begin: {
    readonly procedure: Procedure;
    readonly locale: Locale;
    readonly sessionHash: string;
    readonly today: string;
    readonly answers?: Answers;
    /** Where it is filled in, when that is not the resident's own screen. */
    readonly channel?: Channel;
    /** Where from and on what machine, as far as it is known: for the figures, not for the draft. */
    readonly entered?: Entered;
  },
): Promise<Draft> {
  if (closedOn(begin.procedure, begin.today)) throw new DomainError('procedure_closed');
  const now = clock.now();
  const draft: Draft = {
    id: orderedId(now),
    procedureId: begin.procedure.id,
    version: begin.procedure.version,
    locale: begin.locale,
    // What is made here and brought is an application on paper, from its first page on.
    channel: begin.channel ?? (begin.procedure.submission === 'prepare_only' ? 'paper' : 'online'),
    sessionHash: begin.sessionHash,
    revision: 0,
    answers: begin.answers ?? {},
    pending: null,
    startedAt: now,
    updatedAt: now,
    expiresAt: draftExpiry(now),
  };
  await stores.drafts.create(draft, begin.entered);
  return draft;
}
