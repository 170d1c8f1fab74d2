import type { Clock } from '../../lib/clock.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { Channel } from '../applications/application.ts';
import type { DraftMoveStore, GiveOutcome } from './draft-move.ts';
import { readHandOverCode } from './hand-over-code.ts';
import type { CounterTask, Sitting } from './sitting.ts';
import type { SittingChange } from './sitting-store.ts';

/** The task is left out, and the list says where it went. */
function letGo(
  { facts }: Sitting,
  tasks: readonly CounterTask[],
  given: { taskId: string; draftId: string; staffLogin: string; procedureId: string },
): SittingChange {
  const { taskId, draftId, staffLogin, procedureId } = given;
  const { [draftId]: _, ...fromPhone } = facts.fromPhone ?? {};
  return {
    sitting: {
      facts: { ...facts, fromPhone, onPhone: [...(facts.onPhone ?? []), procedureId] },
    },
    tasks: tasks
      .filter(({ id }) => id === taskId)
      .map((task) => ({ ...task, state: 'left_out' as const, draftId: null })),
    audit: {
      action: 'sitting.draft_given',
      actor: `staff:${staffLogin}`,
      detail: { [procedureId]: draftId },
    },
  };
}

/**
 * What was begun at the counter goes on in the resident's browser.
 * @param take.channelOf what an application of that procedure counts as when it is made on a phone
 */
export async function giveDraft(
  stores: { readonly draftMoves: DraftMoveStore },
  clock: Clock,
  take: {
    readonly typed: string;
    readonly sessionHash: string;
    channelOf(procedureId: string): Channel;
  },
): Promise<GiveOutcome | { readonly result: 'malformed' }> {
  const code = readHandOverCode(take.typed);
  if (code === undefined) return { result: 'malformed' };
  const move = { codeHash: hashSecret(code), sessionHash: take.sessionHash, now: clock.now() };
  return stores.draftMoves.toPhone(move, (sitting, tasks, given) => ({
    channel: take.channelOf(given.procedureId),
    change: letGo(sitting, tasks, given),
  }));
}
