import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Works so long at a stretch at most: nobody notices a page that comes so much later. */
const SLICE_MS = 5;
/** Where others have work to do, it rests four times as long as it worked: they keep four fifths. */
const REST_WHEN_BUSY = 4;
const REST_WHEN_IDLE = 0.2;
const BUSY = 0.3;
const LONGEST_REST_MS = 50;

/**
 * For long work in this process: call it after each small piece. It rests when the slice is over,
 * longer when the rests show that others are working.
 */
export function createPacer(): () => Promise<void> {
  let from = performance.now();
  let busy = 0;
  return async () => {
    const worked = performance.now() - from;
    if (worked < SLICE_MS) return;
    const before = performance.eventLoopUtilization();
    const rest = worked * (busy > BUSY ? REST_WHEN_BUSY : REST_WHEN_IDLE);
    await sleep(Math.min(LONGEST_REST_MS, Math.max(1, rest)));
    const { utilization } = performance.eventLoopUtilization(before);
    busy += (utilization - busy) / 4;
    from = performance.now();
  };
}
