import type { Municipality } from '../procedures/municipality.ts';

export interface TownQueue {
  readonly key: string;
  readonly name: Readonly<Record<string, string>>;
  readonly section: string;
  /** Both included; they end where the next queue's begin. */
  readonly numbers: { readonly first: number; readonly last: number };
}

const LAST_NUMBER = 9999;

/** In the order of their numbers, so that a number says by itself where it belongs. */
export function townQueues({ counter }: Pick<Municipality, 'counter'>): readonly TownQueue[] {
  const queues = Object.entries(counter?.queues ?? {}).sort(([, a], [, b]) => a.first - b.first);
  return queues.map(([key, { name, section, first }], index) => {
    const last = (queues[index + 1]?.[1].first ?? LAST_NUMBER + 1) - 1;
    return { key, name, section, numbers: { first, last } };
  });
}
