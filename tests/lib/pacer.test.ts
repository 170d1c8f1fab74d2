import { describe, expect, it } from 'vitest';
import { createPacer } from '../../server/lib/pacer.ts';

const used = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Of the processor's time, so that a busy machine changes nothing. */
function work(ms: number): void {
  const until = used() + ms;
  while (used() < until);
}

describe('a pacer', () => {
  it('lets others have their turn after a few milliseconds, again and again', async () => {
    const pace = createPacer();
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 1);
    for (let at = 0; at < 100; at++) {
      work(1);
      await pace();
    }
    clearInterval(others);
    expect(turns).toBeGreaterThan(10);
  });

  it('takes a ninth where others are working, and nearly all where nobody is', async () => {
    const shareOf = async (busy: boolean) => {
      let others = busy;
      let [ours, theirs] = [0, 0];
      const keepBusy = () => {
        const from = used();
        work(1);
        theirs += used() - from;
        if (others) setImmediate(keepBusy);
      };
      if (busy) setImmediate(keepBusy);
      const pace = createPacer();
      for (let at = 0; at < 40; at++) {
        const from = used();
        work(6);
        ours += used() - from;
        await pace();
      }
      others = false;
      return ours / (ours + theirs);
    };
    expect(await shareOf(false)).toBe(1);
    const among = await shareOf(true);
    expect(among).toBeGreaterThan(0.04);
    expect(among).toBeLessThan(0.16);
  });
});
