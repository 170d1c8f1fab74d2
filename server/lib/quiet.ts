import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** One after the other: on a busy machine this process may just not have had its turn. */
const LOOKS = 2;
/** Of the processor's time between two looks: less than a page costs, so nobody was there. */
const NOTHING_MS = 1;

/** What this thread has had of the processor; the clock on the wall says nothing on a busy machine. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * For what can wait: resolves when this process had nothing to do for a moment, and in a rush after
 * `patienceMs` at the latest, so that it goes on now and then.
 * @returns whether it is quiet
 */
export async function whenQuiet(patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  let quiet = 0;
  for (let before = usedMs(); quiet < LOOKS; before = usedMs()) {
    await sleep(LOOK_EVERY_MS);
    quiet = usedMs() - before < NOTHING_MS ? quiet + 1 : 0;
    if (performance.now() >= until) break;
  }
  return quiet > 0;
}
