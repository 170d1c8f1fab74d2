import { LRUCache } from 'lru-cache';
import type { Draft } from '../../domain/applications/application.ts';
import type { DraftStore } from '../../domain/applications/application-store.ts';
import type { Attachment, AttachmentStore } from '../../domain/attachments/attachment.ts';

const TWO_HOURS_MS = 2 * 3_600_000;

/** What somebody tries of one version in one browser: its forms, and what was said of their files. */
export interface Trial {
  /** Counts the changes: the later of two copies is the one that counts. */
  readonly changes: number;
  readonly drafts: readonly Draft[];
  readonly files: readonly Attachment[];
}

/** The trials of this process. Each is kept in the database as well (`builder-preview-keep.ts`). */
export interface Trials {
  find(name: string): Trial | undefined;
  put(name: string, trial: Trial): void;
  forget(name: string): void;
  readonly drafts: DraftStore;
  readonly attachments: AttachmentStore;
}

/** A form of a trial after it was sent has a name of its own behind this: `<trial>~returned`. */
export const FORM = '~';

const trialOf = (id: string): string => id.split(FORM, 1)[0] ?? id;

const EMPTY: Trial = { changes: 0, drafts: [], files: [] };

type Kept = LRUCache<string, Trial>;

const of = (kept: Kept, id: string): Trial => kept.get(trialOf(id)) ?? EMPTY;

function change(kept: Kept, id: string, to: Partial<Trial>): void {
  const trial = of(kept, id);
  kept.set(trialOf(id), { ...trial, ...to, changes: trial.changes + 1 });
}

function draftStore(kept: Kept): DraftStore {
  const find = (id: string) => of(kept, id).drafts.find((draft) => draft.id === id);
  const put = (draft: Draft) => {
    const others = of(kept, draft.id).drafts.filter(({ id }) => id !== draft.id);
    change(kept, draft.id, { drafts: [...others, draft] });
  };
  const nothing = async () => undefined;
  return {
    recall: () => undefined,
    forget: () => undefined,
    create: async (draft) => put(draft),
    find: async (id) => find(id),
    save: async ({ id, revision, answers, locale, now }) => {
      const found = find(id);
      if (found === undefined || found.revision !== revision) return 'conflict';
      put({ ...found, answers, locale, revision: revision + 1, pending: null, updatedAt: now });
      return revision + 1;
    },
    keepPending: async ({ id, pending, locale }) => {
      const found = find(id);
      if (found) put({ ...found, pending, locale });
    },
    keepPendingSoon: ({ id, revision, pending, locale }) => {
      const found = find(id);
      if (found?.revision === revision) put({ ...found, pending, locale });
    },
    writePending: nothing,
    remove: async (id) => {
      const { drafts } = of(kept, id);
      change(kept, id, { drafts: drafts.filter((draft) => draft.id !== id) });
    },
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

/** Rows without contents: what came in was looked at and is gone. */
function attachmentStore(kept: Kept): AttachmentStore {
  return {
    async add({ attachments, room }) {
      return attachments.map((one) => {
        const { files } = of(kept, one.ownerId);
        const own = files.filter(({ ownerId }) => ownerId === one.ownerId);
        const sameKey = own.filter(({ key }) => key === one.key);
        if (sameKey.some(({ sha256 }) => sha256 === one.sha256)) return 'same';
        if (sameKey.length >= room.maxFiles) return 'full';
        const bytes = own.reduce((sum, file) => sum + file.bytes, one.bytes);
        if (bytes > room.maxBytes) return 'no_room';
        change(kept, one.ownerId, { files: [...files, one] });
        return 'added';
      });
    },
    listFor: async (ownerId) => of(kept, ownerId).files.filter((file) => file.ownerId === ownerId),
    find: async () => undefined,
    async remove(id, ownerId) {
      const { files } = of(kept, ownerId);
      const left = files.filter((file) => file.id !== id || file.ownerId !== ownerId);
      if (left.length < files.length) change(kept, ownerId, { files: left });
      return left.length < files.length;
    },
    removeOwnerless: async () => 0,
    unknown: async () => [],
  };
}

export function createTrials(): Trials {
  const kept: Kept = new LRUCache({ max: 200, ttl: TWO_HOURS_MS });
  return {
    find: (name) => kept.get(name),
    put: (name, trial) => void kept.set(name, trial),
    forget: (name) => void kept.delete(name),
    drafts: draftStore(kept),
    attachments: attachmentStore(kept),
  };
}
