import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Municipality } from '../procedures/municipality.ts';
import type { ClosedFor, Sitting } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

/** `counter` of municipality.yaml, in seconds. */
export interface SittingTimes {
  /** Nobody has touched it that long: its end. */
  readonly idleSeconds: number;
  /** The count-down before it. */
  readonly warnSeconds: number;
}

export interface TimeoutDeps {
  readonly sittings: Pick<SittingStore, 'listIdle' | 'findOn' | 'close'>;
  readonly clock: Clock;
}

const IDLE_MINUTES = 10;
const WARN_SECONDS = 60;

export function sittingTimes({ counter }: Pick<Municipality, 'counter'>): SittingTimes {
  const { idle_minutes = IDLE_MINUTES, warn_seconds = WARN_SECONDS } = counter ?? {};
  return { idleSeconds: idle_minutes * 60, warnSeconds: warn_seconds };
}

/** Whole seconds until it ends by itself; 0 or less: it has. */
export function secondsLeft(
  { touchedAt }: Pick<Sitting, 'touchedAt'>,
  { idleSeconds }: SittingTimes,
  now: Date,
): number {
  return idleSeconds - Math.floor((now.getTime() - touchedAt.getTime()) / 1000);
}

/** On a tablet after minutes of nobody's touch; what waits for a colleague, with its day (JST). */
export function isOver(
  sitting: Pick<Sitting, 'state' | 'touchedAt'>,
  times: SittingTimes,
  now: Date,
): boolean {
  if (sitting.state === 'open') return secondsLeft(sitting, times, now) <= 0;
  return sitting.state === 'passed_on' && todayInTokyo(sitting.touchedAt) < todayInTokyo(now);
}

/** Closes and wipes it, unless somebody has touched it since it was read. */
export async function closeIfOver(
  { sittings, clock }: TimeoutDeps,
  sitting: Pick<Sitting, 'id' | 'state' | 'touchedAt'>,
  times: SittingTimes,
): Promise<boolean> {
  const now = clock.now();
  if (!isOver(sitting, times, now)) return false;
  const { id, touchedAt: idleSince } = sitting;
  await sittings.close({ id, for: 'timed_out', actor: 'system', now, idleSince });
  return true;
}

/** @returns how many were found over */
export async function closeIdleSittings(deps: TimeoutDeps, times: SittingTimes): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - times.idleSeconds * 1000 + 1);
  let closed = 0;
  for (const sitting of await deps.sittings.listIdle(before)) {
    if (await closeIfOver(deps, sitting, times)) closed += 1;
  }
  return closed;
}

/** Whoever works on the tablet leaves it: what is open there goes with them. */
export async function closeSittingOn(
  { sittings, clock }: TimeoutDeps,
  tabletId: string,
  end: { readonly for: ClosedFor; readonly actor: string },
): Promise<void> {
  const open = await sittings.findOn(tabletId);
  if (open) await sittings.close({ id: open.id, ...end, now: clock.now() });
}
