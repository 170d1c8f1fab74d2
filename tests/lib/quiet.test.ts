import { describe, expect, it } from 'vitest';
import { whenQuiet } from '../../server/lib/quiet.ts';

const used = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Half of the processor, or all of it on a machine that gives no more, until it is called off. */
function keepBusy(): { done: number; stop(): void } {
  const busy = { done: 0, stop: () => clearInterval(clock) };
  const clock = setInterval(() => {
    const until = used() + 4;
    while (used() < until);
    busy.done += 1;
  }, 8);
  return busy;
}

describe('waiting for a quiet moment', () => {
  it('ends at once where nothing is going on, and not before a rush is over', async () => {
    expect(await whenQuiet(60_000)).toBe(true);
    const busy = keepBusy();
    let isOver = false;
    const waiting = whenQuiet(60_000).then(() => {
      isOver = true;
    });
    await expect.poll(() => busy.done, { timeout: 20_000 }).toBeGreaterThan(30);
    expect(isOver).toBe(false);
    busy.stop();
    await waiting;
  });

  it('goes on now and then however busy it is', async () => {
    const busy = keepBusy();
    expect([await whenQuiet(100), await whenQuiet(100)]).toEqual([false, false]);
    busy.stop();
  });
});
