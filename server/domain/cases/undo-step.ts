import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { isUndoable, statusFromEvents, undoneStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { CaseSnapshot, CaseStep, StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { opensPhase } from './decide-application.ts';
import { UNDO_MS } from './undo-window.ts';

/** The step that this person may still take back, if it is the last one that holds. */
export function undoableStep(
  events: readonly ApplicationEvent[],
  { by, now }: { readonly by: string; readonly now: Date },
): ApplicationEvent | undefined {
  const last = events.at(-1);
  const isTheirs = last !== undefined && isUndoable(last.type) && last.actor === by;
  return isTheirs && now.getTime() < last.at.getTime() + UNDO_MS ? last : undefined;
}

/** What the case's own columns were before the step. */
function before(
  procedure: Procedure,
  events: readonly ApplicationEvent[],
  step: ApplicationEvent,
): Partial<CaseStep> {
  const earlier = events.slice(0, -1);
  switch (step.type) {
    case 'brought':
      return { receivedAt: null, feeYen: 0 };
    case 'fee_fixed':
      return {
        feeYen: Number(earlier.findLast(({ type }) => type === 'fee_fixed')?.detail['yen'] ?? 0),
      };
    case 'granted':
    case 'refused':
      return { closedAt: null };
    case 'completed': {
      const granted = earlier.findLast(({ type }) => type === 'granted');
      const wasOver = granted === earlier.at(-1) && !opensPhase(procedure, 'granted');
      return { closedAt: (wasOver && granted?.at) || null };
    }
    default:
      return {};
  }
}

/** What the step asked for can't be paid any more; what is being paid stays. */
function cancelledCharge(step: ApplicationEvent, { charge }: CaseSnapshot): Partial<CaseStep> {
  const isAsked = step.type === 'brought' ? charge != null : step.type === 'fee_fixed';
  if (!isAsked) return {};
  if (charge?.state !== 'open') throw new DomainError('transition_not_allowed', { why: 'undo' });
  return { cancelsCharge: charge.id };
}

/**
 * Takes the last step of staff back: by who took it, within a minute, as long as nothing came after
 * it and no mail of it went out. The step stays in the timeline, with an entry that it was undone.
 * @throws DomainError transition_not_allowed (`why: undo`) when it is too late, or not theirs
 */
export function undoStep(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly applicationId: string;
    readonly by: StaffActor;
    /** The step that is meant. */
    readonly seq: number;
  },
): Promise<Application> {
  const { procedure, applicationId, by, seq } = input;
  return stores.cases.take({
    applicationId,
    now: clock.now(),
    decide(snapshot) {
      const { application, events } = snapshot;
      // Read under the lock: whoever waited for it may have become late.
      const now = clock.now();
      const step = undoableStep(events, { by, now });
      if (step?.seq !== seq) throw new DomainError('transition_not_allowed', { why: 'undo' });
      return {
        ...before(procedure, events, step),
        ...cancelledCharge(step, snapshot),
        status: undoneStatus(application.status, statusFromEvents(events.slice(0, -1))),
        event: { type: 'undone', at: now, actor: by, detail: { seq, step: step.type } },
        undoes: seq,
      };
    },
  });
}
