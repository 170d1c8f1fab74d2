import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationEvent, Draft } from '../applications/application.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { draftOfCase } from '../cases/draft-of-case.ts';
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
  const { events, ...kept } = begin;
  const now = clock.now();
  const { submittedAt } = begin.application;
  const since = events.findLast(({ type }) => MOVED.includes(type))?.at ?? submittedAt;
  return draftOfCase(drafts, { ...kept, kind: CHANGE, now, since });
}
