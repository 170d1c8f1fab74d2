/** Upper ends of the bands that times on a page are counted in, seconds. */
export const TIME_BANDS = [10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800] as const;

/** The band of a time in seconds; undefined for longer ones: whoever took that long did something else. */
export function timeBand(seconds: number): number | undefined {
  return seconds < 0 ? undefined : TIME_BANDS.find((end) => seconds <= end);
}

/**
 * The time that half of them needed at most, from counts by band, as seconds; evenly spread within
 * the band. undefined: nobody was counted.
 */
export function medianSeconds(byBand: ReadonlyMap<number, number>): number | undefined {
  const all = [...byBand.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  let before = 0;
  let from = 0;
  for (const end of TIME_BANDS) {
    const here = byBand.get(end) ?? 0;
    if (before + here >= all / 2) {
      return Math.round(from + ((all / 2 - before) / here) * (end - from));
    }
    before += here;
    from = end;
  }
  return undefined;
}
