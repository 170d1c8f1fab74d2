import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventHub } from '../../server/lib/event-hub.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a hub of events', () => {
  it('hears what another process wrote within a round, and what this one wrote at once', async () => {
    const rows = new Map([['tablet', 1]]);
    let looks = 0;
    const look = async (key: string) => {
      looks += 1;
      if (rows.get(key) === 3) throw new Error('the database is away');
      return rows.get(key) ?? 0;
    };
    const [here, there] = [0, 1].map(() => createEventHub(look, String, 1_000));
    const heard: number[][] = [[], []];
    const stop = here?.follow('tablet', (seen) => heard[0]?.push(seen));
    there?.follow('tablet', (seen) => heard[1]?.push(seen))();
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual([[1], []]);

    rows.set('tablet', 2);
    await vi.advanceTimersByTimeAsync(1_000);
    rows.set('tablet', 3);
    await vi.advanceTimersByTimeAsync(1_000);
    rows.set('tablet', 4);
    here?.tell('tablet');
    await vi.advanceTimersByTimeAsync(0);
    expect(heard[0]).toEqual([1, 2, 4]);

    // Who comes later is told how it is, not how it was; the others hear nothing twice.
    rows.set('tablet', 5);
    const late: number[] = [];
    const stopLate = here?.follow('tablet', (seen) => late.push(seen));
    await vi.advanceTimersByTimeAsync(5_000);
    expect([heard[0], late]).toEqual([[1, 2, 4, 5], [5]]);

    stop?.();
    stopLate?.();
    const before = looks;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([looks, vi.getTimerCount()]).toEqual([before, 0]);
  });
});
