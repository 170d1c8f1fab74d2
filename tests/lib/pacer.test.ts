import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { createPacer } from '../../server/lib/pacer.ts';

function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
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

  it('rests longer where others are working', async () => {
    const shareOf = async (busy: boolean) => {
      let others = busy;
      const keepBusy = () => {
        work(2);
        if (others) setImmediate(keepBusy);
      };
      if (busy) setImmediate(keepBusy);
      const pace = createPacer();
      const start = performance.now();
      for (let at = 0; at < 40; at++) {
        work(6);
        await pace();
      }
      others = false;
      return (40 * 6) / (performance.now() - start);
    };
    const [alone, among] = [await shareOf(false), await shareOf(true)];
    expect(among).toBeLessThan(0.35);
    expect(among).toBeLessThan(alone);
  });
});
