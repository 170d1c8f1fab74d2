import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent, Draft } from '../applications/application.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { DomainError } from '../errors.ts';
import type { Locale } from '../procedures/locale.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { draftOfCase } from './draft-of-case.ts';
import { openPhase } from './open-tasks.ts';

/** What the case waits for: `correction`, `phase:<id>`; undefined when it waits for nothing. */
export function awaitedKind(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
): string | undefined {
  if (application.status === 'returned') return 'correction';
  const open = openPhase(procedure, application, events);
  return open && `phase:${open.phase}`;
}

/** When the case began to wait for it. */
function askedAt(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
): Date {
  const phase = openPhase(procedure, application, events)?.phase;
  const opens = procedure.phases.find(({ id }) => id === phase)?.opens;
  return (
    events.findLast(({ type }) => type === (opens ?? 'returned'))?.at ?? application.submittedAt
  );
}

/**
 * A draft of what the case waits for, filled with what was sent; the one that was begun before, if
 * there is one. It stays on the version of the definition that the case is on.
 * @throws DomainError transition_not_allowed when the case waits for nothing,
 *   procedure_closed after the last day of a phase
 */
export async function startResubmission(
  stores: { readonly drafts: DraftStore },
  clock: Clock,
  begin: {
    readonly procedure: Procedure;
    readonly application: Application;
    readonly events: readonly ApplicationEvent[];
    readonly locale: Locale;
    readonly sessionHash: string;
  },
): Promise<Draft> {
  const { procedure, application, events, locale, sessionHash } = begin;
  const kind = awaitedKind(procedure, application, events);
  if (kind === undefined) {
    throw new DomainError('transition_not_allowed', { from: application.status });
  }
  const now = clock.now();
  const since = askedAt(procedure, application, events);
  const until = openPhase(procedure, application, events)?.until;
  if (until && todayInTokyo(now) > until) throw new DomainError('procedure_closed');
  const { drafts } = stores;
  return draftOfCase(drafts, { application, kind, locale, sessionHash, now, since });
}
