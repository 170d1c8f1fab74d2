import type { IndicatorDeclaration } from './declaration.ts';

/** green: on the way; yellow: a tenth behind at most; red: further behind; null: nothing to compare. */
export type Light = 'green' | 'yellow' | 'red';

const TOLERANCE = 0.1;

/** @param expected what the year will come to, or has come to */
export function trafficLight(
  { direction }: Pick<IndicatorDeclaration, 'direction'>,
  expected: number | null,
  planned: number | null,
): Light | null {
  if (expected === null || planned === null) return null;
  if (direction === 'up') {
    if (expected >= planned) return 'green';
    return expected >= planned * (1 - TOLERANCE) ? 'yellow' : 'red';
  }
  if (expected <= planned) return 'green';
  return expected <= planned * (1 + TOLERANCE) ? 'yellow' : 'red';
}
