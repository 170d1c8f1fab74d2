import { LRUCache } from 'lru-cache';
import type { Draft } from '../../domain/applications/application.ts';
import type { DraftStore } from '../../domain/applications/application-store.ts';

const TWO_HOURS_MS = 2 * 3_600_000;

/** What is tried in the preview, in the memory of this process: it is no draft of anybody, and never sent. */
export function previewDrafts(): DraftStore {
  const drafts = new LRUCache<string, Draft>({ max: 200, ttl: TWO_HOURS_MS });
  const change = (id: string, changed: Partial<Draft>): Draft | undefined => {
    const found = drafts.get(id);
    const next = found && { ...found, ...changed };
    if (next) drafts.set(id, next);
    return next;
  };
  const nothing = async () => undefined;
  return {
    create: async (draft) => void drafts.set(draft.id, draft),
    find: async (id) => drafts.get(id),
    save: async ({ id, revision, answers, locale, now }) => {
      const found = drafts.get(id);
      if (found === undefined || found.revision !== revision) return 'conflict';
      change(id, { answers, locale, revision: revision + 1, pending: null, updatedAt: now });
      return revision + 1;
    },
    keepPending: async ({ id, pending, locale }) => void change(id, { pending, locale }),
    remove: async (id) => void drafts.delete(id),
    findForCase: nothing,
    findBySession: nothing,
    listBySession: async () => [],
    leave: nothing,
    leaveAll: nothing,
    resume: nothing,
    adopt: nothing,
    removeExpired: async () => 0,
  };
}
