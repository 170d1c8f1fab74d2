import type { Clock } from '../../lib/clock.ts';
import type { Sitting } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';
import { isOver, type SittingTimes } from './sitting-timeout.ts';

export interface HereDeps {
  readonly sittings: Pick<SittingStore, 'findOn'>;
  readonly clock: Clock;
  readonly times: SittingTimes;
}

/**
 * Who sits at that tablet, for machines beside it: nobody as soon as the time is over, whether or
 * not the sweep has been there. A card that is put down then is the next resident's.
 */
export async function sittingHere(
  { sittings, clock, times }: HereDeps,
  tabletId: string,
): Promise<Sitting | undefined> {
  const sitting = await sittings.findOn(tabletId);
  return sitting === undefined || isOver(sitting, times, clock.now()) ? undefined : sitting;
}
