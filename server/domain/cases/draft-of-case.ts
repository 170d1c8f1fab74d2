import { orderedId } from '../../lib/ordered-id.ts';
import type { Application, Draft } from '../applications/application.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { draftExpiry } from '../applications/start-draft.ts';
import type { Locale } from '../procedures/locale.ts';

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
 * A draft of a case, filled with what was sent; the one that was begun before, if there is one. It
 * stays on the version of the definition that the case is on.
 * @param begin.kind what it is for: `correction`, `phase:<id>`, `change`
 * @param begin.since one that was begun before then begins anew
 */
export async function draftOfCase(
  drafts: DraftStore,
  begin: {
    readonly application: Application;
    readonly kind: string;
    readonly locale: Locale;
    readonly sessionHash: string;
    readonly now: Date;
    readonly since: Date;
  },
): Promise<Draft> {
  const { application, kind, locale, sessionHash, now, since } = begin;
  const begun = await living(drafts, application.id, kind, { now, since });
  if (begun) {
    if (begun.sessionHash === sessionHash) return begun;
    await drafts.adopt({ id: begun.id, sessionHash, now });
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
  await drafts.create(draft);
  // The button was pressed twice, here or on another phone: both go on with the older one.
  return (await drafts.findForCase(application.id, kind, now)) ?? draft;
}
