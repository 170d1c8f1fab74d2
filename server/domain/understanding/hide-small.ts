/** Fewer could point at somebody. */
export const LEAST_SHOWN = 5;

/**
 * Of the cells of one table, which are hidden: all under five, and never one alone, because the sum
 * beside it would tell it. 0 says nothing about anybody and stays.
 */
export function hiddenCells(counts: readonly number[]): readonly boolean[] {
  const hidden = counts.map((count) => count > 0 && count < LEAST_SHOWN);
  if (hidden.filter(Boolean).length !== 1) return hidden;
  const rest = counts
    .map((count, at) => ({ count, at }))
    .filter(({ count, at }) => count > 0 && hidden[at] !== true)
    .sort((a, b) => a.count - b.count)[0];
  return hidden.map((is, at) => is || at === rest?.at);
}
