import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { DraftMoveStore, MovingDraft, TakeDecision, TakeOutcome } from './draft-move.ts';
import { readHandOverCode } from './hand-over-code.ts';
import type { CounterTask, Sitting } from './sitting.ts';

interface TakeDraft {
  readonly sittingId: string;
  /** As typed or scanned. */
  readonly typed: string;
  readonly staffLogin: string;
  /** What was begun here already is given up for what comes from the phone. */
  readonly replace: boolean;
}

const FRESH = {
  state: 'begun',
  applicationId: null,
  typedValues: 0,
  carriedValues: 0,
  paperValues: 0,
} as const;

/** The place of each draft on the sitting's list, or why there is none. */
export function placeDrafts(
  take: Pick<TakeDraft, 'staffLogin' | 'replace'> & { readonly now: Date },
  sitting: Sitting,
  tasks: readonly CounterTask[],
  drafts: readonly MovingDraft[],
): TakeDecision {
  const known = new Map(tasks.map((task) => [task.procedureId, task]));
  const inState = (state: CounterTask['state']) =>
    drafts.filter(({ procedureId }) => known.get(procedureId)?.state === state);
  const sent = inState('sent');
  const coming = drafts.filter((draft) => !sent.includes(draft));
  if (coming.length === 0) {
    return { result: 'sent_here', procedures: sent.map(({ procedureId }) => procedureId) };
  }
  const begun = inState('begun');
  if (begun.length > 0 && !take.replace) {
    return { result: 'begun_here', procedures: begun.map(({ procedureId }) => procedureId) };
  }
  const end = Math.max(-1, ...tasks.map((task) => task.position)) + 1;
  const placed = coming.map(({ id: draftId, procedureId }, index) => {
    const fresh = { ...FRESH, id: orderedId(take.now), procedureId, position: end + index };
    const task = known.get(procedureId) ?? fresh;
    return { ...task, state: 'begun' as const, draftId };
  });
  const isNew = !tasks.some(({ state }) => state === 'begun' || state === 'sent');
  const from = Object.fromEntries(
    coming.map(({ id, sessionHash, channel }) => [id, { sessionHash, channel }]),
  );
  return {
    result: 'taken',
    drafts: coming.map(({ id }) => id),
    replaced: begun.flatMap(({ procedureId }) => known.get(procedureId)?.draftId ?? []),
    change: {
      sitting: {
        facts: { ...sitting.facts, fromPhone: { ...sitting.facts.fromPhone, ...from } },
        // Whoever comes with a phone in Korean is spoken to in Korean.
        ...(isNew && coming[0] && { locale: coming[0].locale }),
      },
      tasks: placed,
      audit: {
        action: 'sitting.draft_taken',
        actor: `staff:${take.staffLogin}`,
        detail: Object.fromEntries(coming.map(({ id, procedureId }) => [procedureId, id])),
      },
    },
  };
}

/** What a resident shows on their phone goes on here. `malformed`: that is no such code. */
export async function takeDraft(
  stores: { readonly draftMoves: DraftMoveStore },
  clock: Clock,
  take: TakeDraft,
): Promise<TakeOutcome | { readonly result: 'malformed' }> {
  const code = readHandOverCode(take.typed);
  if (code === undefined) return { result: 'malformed' };
  const now = clock.now();
  const move = { codeHash: hashSecret(code), sittingId: take.sittingId, now };
  return stores.draftMoves.toCounter(move, (sitting, tasks, drafts) =>
    placeDrafts({ ...take, now }, sitting, tasks, drafts),
  );
}
