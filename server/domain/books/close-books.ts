import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Closing, ClosingStore } from './closing.ts';
import type { FindingStore } from './finding.ts';
import {
  dueMonth,
  dueYear,
  lastDayOf,
  type NotClosable,
  type Period,
  whyNotClosable,
} from './period.ts';

export interface CloseDeps {
  readonly closings: ClosingStore;
  readonly findings: FindingStore;
  readonly clock: Clock;
}

/** `findings_open`: settled or explained first. `not_checked`: the check has not run since its end. */
export type ClosingRefusal = NotClosable | 'findings_open' | 'not_checked';

async function whyNotNow(
  { findings }: CloseDeps,
  period: Period,
): Promise<ClosingRefusal | undefined> {
  if ((await findings.openCount()) > 0) return 'findings_open';
  return ((await findings.lastCheck()) ?? '') <= lastDayOf(period) ? 'not_checked' : undefined;
}

/** The month and the year whose turn it is, and why not yet. */
export async function duePeriods(
  deps: CloseDeps,
): Promise<readonly { readonly period: Period; readonly why: ClosingRefusal | undefined }[]> {
  const begin = await deps.closings.begin();
  if (begin === undefined) return [];
  const closed = await deps.closings.closed();
  const today = todayInTokyo(deps.clock.now());
  const periods = [dueMonth(closed, begin), dueYear(closed, begin)];
  return Promise.all(
    periods.map(async (period) => {
      const why = whyNotClosable(period, { closed, begin, today });
      return { period, why: why ?? (await whyNotNow(deps, period)) };
    }),
  );
}

/**
 * 締め: freezes a month or a year. What is found later is mended by new entries; there is no way
 * to open it again.
 */
export async function closeBooks(
  deps: CloseDeps,
  period: Period,
  by: { readonly actor: string; readonly staffId: string },
): Promise<Closing | ClosingRefusal> {
  const why = await whyNotNow(deps, period);
  if (why !== undefined) return why;
  return deps.closings.close(period, { ...by, at: deps.clock.now() });
}
