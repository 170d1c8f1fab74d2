import type { Clock } from '../../lib/clock.ts';
import type { IndicatorCountStore } from './indicator-count-store.ts';
import { fillIndicators } from './recount-indicators.ts';

/** Entries of the log at once: none of them takes longer than a page. */
const PORTION = 200;
/** Portions that somebody who opens a page waits for. */
const MOST = 50;

export interface IndicatorFollower {
  /**
   * Brings the sums up to what has happened; one small question when nothing has.
   * @returns what stands as long as no figure changes
   */
  follow(): Promise<string>;
}

/**
 * Whoever wants fresh figures waits for a run that began after they came; runs come one after the
 * other. The first one ever counts what was there before.
 */
export function createIndicatorFollower(deps: {
  readonly store: IndicatorCountStore;
  readonly clock: Clock;
}): IndicatorFollower {
  const { store, clock } = deps;
  let isFilled = false;
  /** How far it was followed to the end, and what stood there. */
  let reached: { readonly position: string; readonly mark: string } | undefined;
  let running: Promise<string> | undefined;
  let next: Promise<string> | undefined;

  async function run(): Promise<string> {
    // Read first: what happens meanwhile is found the next time.
    const position = await store.position();
    if (reached?.position === position) return reached.mark;
    isFilled ||= await store.isFilled();
    if (!isFilled) await fillIndicators(deps);
    isFilled = true;
    let isEnd = false;
    for (let portion = 0; portion < MOST && !isEnd; portion += 1) {
      isEnd = await store.follow(clock.now(), PORTION);
    }
    const mark = await store.mark();
    reached = isEnd ? { position, mark } : undefined;
    return mark;
  }
  function start(): Promise<string> {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  }
  return {
    follow() {
      if (running === undefined) return start();
      next ??= running
        .catch(() => '')
        .then(() => {
          next = undefined;
          return start();
        });
      return next;
    },
  };
}
