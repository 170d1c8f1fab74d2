import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sitting } from '../../../server/domain/counter/sitting.ts';
import {
  closeIdleSittings,
  isOver,
  secondsLeft,
  sittingTimes,
  type TimeoutDeps,
} from '../../../server/domain/counter/sitting-timeout.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

type Known = Pick<Sitting, 'id' | 'state' | 'touchedAt'>;
type End = Parameters<TimeoutDeps['sittings']['close']>[0];

const TIMES = sittingTimes({});
const at = (time: string) => new Date(`2026-11-21T${time}+09:00`);

function scene(known: readonly Known[], now: Date) {
  const closed: End[] = [];
  const sittings = {
    listIdle: async (before: Date) => known.filter(({ touchedAt }) => touchedAt < before),
    findOn: async () => undefined,
    close: async (end: End) => void closed.push(end),
  } as unknown as TimeoutDeps['sittings'];
  return { closed, deps: { sittings, clock: fixedClock(now) } };
}

describe('the time of a sitting', () => {
  it('is what the town says, ten minutes with a minute of warning otherwise', () => {
    expect(TIMES).toEqual({ idleSeconds: 600, warnSeconds: 60 });
    const own = sittingTimes({ counter: { idle_minutes: 3, warn_seconds: 30 } });
    expect(own).toEqual({ idleSeconds: 180, warnSeconds: 30 });
    expect(secondsLeft({ touchedAt: at('10:00:00') }, own, at('10:02:10'))).toBe(50);
  });

  it('is over by the second, and with the day for what waits for a colleague', () => {
    const over = (state: Sitting['state'], touched: Date, now: Date) =>
      isOver({ state, touchedAt: touched }, TIMES, now);
    expect(over('open', at('10:00:00'), at('10:09:59'))).toBe(false);
    expect(over('open', at('10:00:00'), at('10:10:00'))).toBe(true);
    expect(over('passed_on', at('00:10:00'), at('23:59:59'))).toBe(false);
    expect(over('passed_on', at('23:59:00'), new Date('2026-11-22T00:00:00+09:00'))).toBe(true);
    expect(over('closed', at('01:00:00'), at('23:00:00'))).toBe(false);
  });

  it('ends exactly those that are over, each as it was read', async () => {
    const minutes = fc.integer({ min: 0, max: 2 * 24 * 60 });
    const state = fc.constantFrom<Sitting['state']>('open', 'passed_on');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(minutes, state)), async (rows) => {
        const now = at('12:00:00');
        const known = rows.map(([ago, one], index) => ({
          id: `s${index}`,
          state: one,
          touchedAt: new Date(now.getTime() - ago * 60_000),
        }));
        const { closed, deps } = scene(known, now);
        await closeIdleSittings(deps, TIMES);
        const due = known.filter((one) => isOver(one, TIMES, now));
        expect(closed.map(({ id, idleSince }) => ({ id, idleSince }))).toEqual(
          due.map(({ id, touchedAt }) => ({ id, idleSince: touchedAt })),
        );
        expect(closed.every((end) => end.for === 'timed_out' && end.actor === 'system')).toBe(true);
      }),
    );
  });
});
