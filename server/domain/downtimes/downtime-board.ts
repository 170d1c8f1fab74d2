import type { Clock } from '../../lib/clock.ts';
import type { Downtime, DowntimeStore } from './downtime.ts';

/** Another process may have announced one: it is seen after so long. */
const LOOKED_UP_EVERY_MS = 60_000;

/** What is announced, in memory: asked at every page, looked up once a minute. */
export interface DowntimeBoard {
  /** At once, unless it is time to look. */
  ahead(): readonly Downtime[] | Promise<readonly Downtime[]>;
  /** It was changed by this process. */
  changed(): void;
}

export function createDowntimeBoard(
  store: Pick<DowntimeStore, 'ahead'>,
  clock: Clock,
): DowntimeBoard {
  let known: readonly Downtime[] = [];
  let lookedUpAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function lookUp(now: Date): Promise<void> {
    try {
      known = await store.ahead(now);
    } catch {
      // Pages go on with what was known; the database's trouble shows where it is needed.
    } finally {
      lookedUpAt = now.getTime();
      looking = undefined;
    }
  }

  return {
    ahead() {
      const now = clock.now();
      const age = now.getTime() - lookedUpAt;
      if (age < LOOKED_UP_EVERY_MS && age >= 0) return known;
      looking ??= lookUp(now);
      return looking.then(() => known);
    },
    changed() {
      lookedUpAt = Number.NEGATIVE_INFINITY;
    },
  };
}
