import { closedOn } from '../../domain/applications/start-draft.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';

/** Nobody knows when it goes on: an hour is a good guess for machines. */
const UNKNOWN_SECONDS = 3600;

/**
 * Before a form is shown, begun or sent; a page that was filled in meanwhile is still saved.
 * @throws DomainError procedure_paused with the pause: the page that comes of it says why
 */
export function refusePaused(
  { live, clock }: Pick<Services, 'live' | 'clock'>,
  procedureId: string,
): void {
  const pause = live.pauseOf(procedureId);
  if (pause === undefined) return;
  const left = pause.until && Math.ceil((pause.until.getTime() - clock.now().getTime()) / 1000);
  throw new DomainError('procedure_paused', { pause, seconds: left ?? UNKNOWN_SECONDS });
}

/** Can it be begun on that JST day: in its time, and not stopped? */
export function isOpen(
  { live }: Pick<Services, 'live'>,
  procedure: Procedure,
  today: string,
): boolean {
  return closedOn(procedure, today) === null && live.pauseOf(procedure.id) === undefined;
}
