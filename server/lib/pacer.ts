import { performance } from 'node:perf_hooks';
import { setImmediate as afterInput, setTimeout as sleep } from 'node:timers/promises';

/** Works so long at a stretch at most, of the processor's time: nobody notices so small a wait. */
const SLICE_MS = 3;
/** While others have work to do they get so many times as much. */
const SHARE_OF_OTHERS = 8;
/** Less than a page costs: nobody else is there. */
const NOTHING_MS = 0.25;
/** Whoever was there so shortly ago will be back: readers think, and their machines are busy too. */
const REMEMBERED_MS = 100;
/** However busy it is, it goes on now and then. */
const MOST_RESTS = 100;

/** What this thread has had of the processor; the clock on the wall says nothing on a busy machine. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * For long work in this process: call it after each small piece. When its slice is over it rests
 * until others have had their share, or have nothing to do.
 */
export function createPacer(): () => Promise<void> {
  let from = usedMs();
  let lastSeen = Number.NEGATIVE_INFINITY;
  return async () => {
    const stopped = usedMs();
    const worked = stopped - from;
    if (worked < SLICE_MS) return;
    const since = performance.now();
    const share = worked * SHARE_OF_OTHERS;
    let before = stopped;
    for (let rests = 0; rests < MOST_RESTS; rests += 1) {
      await sleep(1);
      // What has come in meanwhile is answered before this turn of the loop ends.
      await afterInput();
      const [used, now] = [usedMs(), performance.now()];
      const isQuiet = used - before < NOTHING_MS;
      if (!isQuiet) lastSeen = now;
      const isAlone = now - lastSeen > REMEMBERED_MS;
      if (used - stopped > share || (isQuiet && (isAlone || now - since > share))) break;
      before = used;
    }
    from = usedMs();
  };
}
