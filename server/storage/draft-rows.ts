import { LRUCache } from 'lru-cache';
import type { Channel, Draft } from '../domain/applications/application.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

export type DraftRow = Tables['drafts']['$inferSelect'];

export function sealAnswers(ring: KeyRing, id: string, answers: Draft['answers']): Buffer {
  return ring.seal(JSON.stringify(answers), `drafts.answers:${id}`);
}

export function sealPending(ring: KeyRing, id: string, pending: Draft['pending']): Buffer | null {
  return pending && ring.seal(JSON.stringify(pending), `drafts.pending:${id}`);
}

export interface DraftReader {
  toDraft(row: DraftRow): Draft;
  /** Call after the commit only: a revision that was rolled back is given to other answers. */
  remember(id: string, revision: number, answers: Draft['answers']): void;
}

/**
 * Opens drafts. Answers that were opened or sealed lately are kept, the newest revision of each
 * draft: a revision never changes, so the same object serves the page after the save, and whatever
 * is reckoned from it can hang on it.
 */
export function createDraftReader(ring: KeyRing): DraftReader {
  const recent = new LRUCache<string, { revision: number; answers: Draft['answers'] }>({
    max: 500,
  });
  const remember = (id: string, revision: number, answers: Draft['answers']) =>
    void recent.set(id, { revision, answers });
  const open = ({ id, revision, answers }: DraftRow): Draft['answers'] => {
    const known = recent.get(id);
    if (known?.revision === revision) return known.answers;
    const opened = JSON.parse(ring.open(answers, `drafts.answers:${id}`));
    remember(id, revision, opened);
    return opened;
  };
  return {
    remember,
    toDraft: (row) => ({
      id: row.id,
      procedureId: row.procedureId,
      version: row.version,
      locale: row.locale as Locale,
      channel: row.channel as Channel,
      sessionHash: row.sessionHash,
      revision: row.revision,
      answers: open(row),
      pending: row.pending && JSON.parse(ring.open(row.pending, `drafts.pending:${row.id}`)),
      startedAt: toDate(row.startedAt),
      updatedAt: toDate(row.updatedAt),
      expiresAt: toDate(row.expiresAt),
      ...(row.caseId !== null &&
        row.caseKind !== null && {
          caseOf: { applicationId: row.caseId, kind: row.caseKind },
        }),
    }),
  };
}
