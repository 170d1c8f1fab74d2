import { LRUCache } from 'lru-cache';
import type { Clock } from '../../lib/clock.ts';

const HOUR_MS = 60 * 60_000;
/** Enough for somebody who misreads; six digits then take years. */
const WRONG_FOR_A_NUMBER = 10;
/** A counter's tablets and mobile networks share one address. */
const WRONG_FROM_AN_ADDRESS = 60;

interface Count {
  readonly since: number;
  readonly wrong: number;
}

/**
 * Stops guessing of 確認番号: for each 納付番号, whether there is one or not (so that the answer
 * doesn't tell), and for each network address. In memory: a restart forgets it.
 */
export function createCodeTries(clock: Clock): {
  mayTry(number: string, address: string): boolean;
  wrong(number: string, address: string): void;
} {
  const counts = new LRUCache<string, Count>({ max: 20_000 });
  const current = (key: string): Count => {
    const now = clock.now().getTime();
    const count = counts.get(key);
    return count && now - count.since < HOUR_MS ? count : { since: now, wrong: 0 };
  };
  const keys = (number: string, address: string): readonly [string, number][] => [
    [`n ${number}`, WRONG_FOR_A_NUMBER],
    [`a ${address}`, WRONG_FROM_AN_ADDRESS],
  ];
  return {
    mayTry: (number, address) =>
      keys(number, address).every(([key, most]) => current(key).wrong < most),
    wrong(number, address) {
      for (const [key] of keys(number, address)) {
        const { since, wrong } = current(key);
        counts.set(key, { since, wrong: wrong + 1 });
      }
    },
  };
}
