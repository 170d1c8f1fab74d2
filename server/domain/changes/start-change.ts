import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application, ApplicationEvent, Draft } from '../applications/application.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { draftExpiry } from '../applications/start-draft.ts';
import type { Locale } from '../procedures/locale.ts';

/** The kind of a draft that changes an order. */
export const CHANGE = 'change';

/** What moved the answers on: a draft that was begun before it begins anew. */
const MOVED: readonly ApplicationEvent['type'][] = ['changed', 'change_asked', 'resubmitted'];

/**
 * A draft of the order as it stands, or the one that was begun before. Who may begin one is asked
 * before (`changeTerms`), and again when it is sent.
 */
export async function startChange(
  { drafts }: { readonly drafts: DraftStore },
  clock: Clock,
  begin: {
    readonly application: Application;
    readonly events: readonly ApplicationEvent[];
    readonly locale: Locale;
    readonly sessionHash: string;
  },
): Promise<Draft> {
  const { application, events, locale, sessionHash } = begin;
  const { id } = application;
  const now = clock.now();
  const since = events.findLast(({ type }) => MOVED.includes(type))?.at ?? application.submittedAt;
  for (;;) {
    const begun = await drafts.findForCase(id, CHANGE, now);
    if (begun === undefined) break;
    if (begun.startedAt >= since) {
      if (begun.sessionHash !== sessionHash) await drafts.adopt({ id: begun.id, sessionHash, now });
      return { ...begun, sessionHash };
    }
    await drafts.remove(begun.id);
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
    caseOf: { applicationId: id, kind: CHANGE },
  };
  await drafts.create(draft);
  return (await drafts.findForCase(id, CHANGE, now)) ?? draft;
}
