/** Made-up data that is the same each time it is made from the same number (mulberry32). */
export interface SeededRandom {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** From 0 up to, not including, that. */
  below(end: number): number;
  pick<T>(things: readonly T[]): T;
  /** One of them, each as often as its weight says. */
  weighted<T>(things: readonly (readonly [T, number])[]): T;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    pick: (things) => things[below(things.length)] as (typeof things)[number],
    weighted(things) {
      let left = next() * things.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [thing, weight] of things) {
        left -= weight;
        if (left < 0) return thing;
      }
      return (things.at(-1) as (typeof things)[number])[0];
    },
  };
}
