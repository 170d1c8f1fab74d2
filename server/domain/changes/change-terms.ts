import { addDays } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { canMove } from '../applications/status-table.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { awaitedChange } from './pending-change.ts';

export interface ChangeTerms {
  readonly allowed: boolean;
  /** Last JST day on which it is possible; null when nothing is booked. */
  readonly until: string | null;
  /** A change waits for its payment: it is paid or called off before another one begins. */
  readonly isAwaited: boolean;
}

/** Last JST day on which what is booked on that day may change; the day before where nothing is said. */
export function lastDayToChange({ changes }: Procedure, bookedDay: string | null): string | null {
  return bookedDay === null ? null : addDays(bookedDay, -(changes?.untilDaysBeforeBooking ?? 1));
}

/**
 * May the resident change the order today? Undefined where the definition has nothing to change, the
 * case is past it, or staff have fixed what it costs.
 * @param facts.today JST date
 */
export function changeTerms(
  procedure: Procedure,
  { status }: Pick<Application, 'status'>,
  events: readonly Pick<ApplicationEvent, 'type'>[],
  facts: { readonly bookedDay: string | null; readonly today: string },
): ChangeTerms | undefined {
  if (procedure.changes === undefined || !canMove(status, 'changed')) return undefined;
  if (events.some(({ type }) => type === 'fee_fixed')) return undefined;
  const until = lastDayToChange(procedure, facts.bookedDay);
  const isAwaited = awaitedChange(events) !== undefined;
  return { allowed: !isAwaited && (until === null || facts.today <= until), until, isAwaited };
}
