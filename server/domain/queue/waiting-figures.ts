import type { Wait } from './queue-store.ts';
import { type WaitingTimes, waitingTimes } from './waiting-times.ts';

export interface WaitingGroup extends WaitingTimes {
  /** JST day, hour of taking the number ("09"), or key of a queue. */
  readonly key: string;
}

/** What a month of waiting was like. */
export interface WaitingFigures {
  readonly all: WaitingTimes;
  readonly byQueue: readonly WaitingGroup[];
  readonly byDay: readonly WaitingGroup[];
  readonly byHour: readonly WaitingGroup[];
}

const TOKYO_MS = 9 * 3_600_000;

const hourOf = (moment: Date) => new Date(moment.getTime() + TOKYO_MS).toISOString().slice(11, 13);

const times = (waits: readonly Wait[]) =>
  waitingTimes(waits.map(({ minutes }) => ({ minutes, tickets: 1 })));

function groups(waits: readonly Wait[], keyOf: (wait: Wait) => string): WaitingGroup[] {
  return [...Map.groupBy(waits, keyOf)]
    .map(([key, own]) => ({ key, ...times(own) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** @param queues keys that are listed even when nobody waited there, in that order */
export function waitingFigures(waits: readonly Wait[], queues: readonly string[]): WaitingFigures {
  const others = waits.map(({ queue }) => queue).filter((queue) => !queues.includes(queue));
  return {
    all: times(waits),
    byQueue: [...new Set([...queues, ...others])].map((key) => ({
      key,
      ...times(waits.filter(({ queue }) => queue === key)),
    })),
    byDay: groups(waits, ({ day }) => day),
    byHour: groups(waits, ({ takenAt }) => hourOf(takenAt)),
  };
}
