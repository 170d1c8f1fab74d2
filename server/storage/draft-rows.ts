import { LRUCache } from 'lru-cache';
import type { Channel, Draft } from '../domain/applications/application.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { openDraftAnswers } from './answer-columns.ts';
import { openNumbers, sealNumbers, takeTypedNumbers } from './individual-numbers.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

type DraftRow = Tables['drafts']['$inferSelect'];

const pendingNumbersPlace = (id: string) => `drafts.pending_numbers:${id}`;

export function sealPending(ring: KeyRing, id: string, pending: Draft['pending']) {
  if (pending === null) return { pending: null, pendingNumbers: null };
  const { plain, numbers } = takeTypedNumbers(pending.raw);
  return {
    pending: ring.seal(JSON.stringify({ ...pending, raw: plain }), `drafts.pending:${id}`),
    pendingNumbers: sealNumbers(ring, numbers, pendingNumbersPlace(id)),
  };
}

function openPending(ring: KeyRing, { id, pending, pendingNumbers }: DraftHead): Draft['pending'] {
  const opened: Draft['pending'] =
    pending && JSON.parse(ring.open(pending, `drafts.pending:${id}`));
  if (opened === null || pendingNumbers === null) return opened;
  const numbers = openNumbers(ring, pendingNumbers, pendingNumbersPlace(id));
  return { ...opened, raw: { ...opened.raw, ...numbers } };
}

interface Recent {
  readonly revision: number;
  readonly answers: Draft['answers'];
  /** The whole draft, once it was read with these answers. */
  read?: Draft | undefined;
}

/** Without what is sealed of it, but for what is pending. */
export type DraftHead = Omit<DraftRow, 'answers' | 'individualNumbers'>;

export interface DraftReader {
  toDraft(row: DraftRow): Draft;
  /** A draft whose answers were opened lately; undefined where the whole row is needed. */
  fromMemory(head: DraftHead): Draft | undefined;
  /** Call after the commit only: a revision that was rolled back is given to other answers. */
  remember(id: string, revision: number, answers: Draft['answers']): void;
  /** As it was read last, if that was this revision. */
  recall(id: string, revision: number): Draft | undefined;
  /** What waits on it is another by now: `pending`, or unknown. */
  retype(id: string, pending?: Draft['pending']): void;
  /** It is no draft any more, or no more this session's. */
  forget(id: string): void;
  /** All that were read as that session's. */
  forgetOf(sessionHash: string): void;
}

/**
 * Opens drafts. Answers that were opened or sealed lately are kept, the newest revision of each
 * draft: a revision never changes, so the same object serves the page after the save, and whatever
 * is reckoned from it can hang on it.
 */
export function createDraftReader(
  ring: KeyRing,
  waiting?: { of(id: string, revision: number): Draft['pending'] | undefined },
): DraftReader {
  const recent = new LRUCache<string, Recent>({ max: 150 });
  const remember = (id: string, revision: number, answers: Draft['answers']) =>
    void recent.set(id, { revision, answers });
  const known = ({ id, revision }: DraftHead) => {
    const last = recent.get(id);
    return last?.revision === revision ? last.answers : undefined;
  };
  const open = (row: DraftRow): Draft['answers'] => {
    const opened = openDraftAnswers(ring, row);
    remember(row.id, row.revision, opened);
    return opened;
  };
  // It is read again with every press until it is mended.
  const typed = new LRUCache<string, { sealed: Buffer; pending: Draft['pending'] }>({ max: 150 });
  const pendingOf = (row: DraftHead): Draft['pending'] => {
    if (row.pending === null) return null;
    const last = typed.get(row.id);
    if (last?.sealed.equals(row.pending)) return last.pending;
    const pending = openPending(ring, row);
    typed.set(row.id, { sealed: row.pending, pending });
    return pending;
  };
  const draftOf = (row: DraftHead, answers: Draft['answers']): Draft => {
    const draft = asDraft(row, answers);
    const last = recent.get(row.id);
    if (last?.revision === row.revision) last.read = draft;
    return draft;
  };
  const asDraft = (row: DraftHead, answers: Draft['answers']): Draft => ({
    id: row.id,
    procedureId: row.procedureId,
    version: row.version,
    locale: row.locale as Locale,
    channel: row.channel as Channel,
    sessionHash: row.sessionHash,
    revision: row.revision,
    answers,
    pending: waiting?.of(row.id, row.revision) ?? pendingOf(row),
    startedAt: toDate(row.startedAt),
    updatedAt: toDate(row.updatedAt),
    expiresAt: toDate(row.expiresAt),
    ...(row.caseId !== null &&
      row.caseKind !== null && {
        caseOf: { applicationId: row.caseId, kind: row.caseKind },
      }),
  });
  return {
    remember,
    recall: (id, revision) => {
      const last = recent.get(id);
      return last?.revision === revision ? last.read : undefined;
    },
    retype: (id, pending) => {
      const last = recent.get(id);
      if (last?.read) last.read = pending ? { ...last.read, pending } : undefined;
    },
    forget: (id) => void recent.delete(id),
    forgetOf: (sessionHash) => {
      for (const [id, { read }] of recent) if (read?.sessionHash === sessionHash) recent.delete(id);
    },
    toDraft: (row) => draftOf(row, known(row) ?? open(row)),
    fromMemory(head) {
      const answers = known(head);
      return answers && draftOf(head, answers);
    },
  };
}
