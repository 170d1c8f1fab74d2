import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application, ApplicationEvent, Draft } from '../applications/application.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { draftExpiry } from '../applications/start-draft.ts';
import { DomainError } from '../errors.ts';
import type { Locale } from '../procedures/locale.ts';
import type { Procedure } from '../procedures/procedure.ts';
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

/** What was begun before this was asked for belongs to an earlier round: it goes. */
async function living(
  drafts: DraftStore,
  applicationId: string,
  kind: string,
  { now, since }: { readonly now: Date; readonly since: Date },
): Promise<Draft | undefined> {
  for (;;) {
    const begun = await drafts.findForCase(applicationId, kind, now);
    if (begun === undefined || begun.startedAt >= since) return begun;
    await drafts.remove(begun.id);
  }
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
  const begun = await living(stores.drafts, application.id, kind, { now, since });
  if (begun) {
    if (begun.sessionHash === sessionHash) return begun;
    await stores.drafts.adopt({ id: begun.id, sessionHash, now });
    return { ...begun, sessionHash };
  }
  const draft: Draft = {
    id: orderedId(now),
    procedureId: application.procedureId,
    version: application.version,
    locale,
    channel: application.channel,
    sessionHash,
    revision: 0,
    answers: application.answers,
    pending: null,
    startedAt: now,
    updatedAt: now,
    expiresAt: draftExpiry(now),
    caseOf: { applicationId: application.id, kind },
  };
  await stores.drafts.create(draft);
  // The button was pressed twice, here or on another phone: both go on with the older one.
  return (await stores.drafts.findForCase(application.id, kind, now)) ?? draft;
}
