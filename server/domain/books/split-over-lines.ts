/**
 * What of each line has been moved when `moved` of the sum has: proportional, whole yen, and adding
 * up to `moved` exactly; all of it is every line's own amount. A line never gets less when more is
 * moved (each yen goes to the line with the most left for each yen that it has, D'Hondt), so no part
 * of a refund takes anything back from a line.
 * @param yen of the lines, none negative
 * @param moved between 0 and their sum; where all lines are zero, the first one gets it
 */
export function splitOverLines(yen: readonly number[], moved: number): readonly number[] {
  const sum = yen.reduce((a, b) => a + b, 0);
  if (sum === 0) return yen.map((_line, index) => (index === 0 ? moved : 0));
  const parts = yen.map((line) => share(moved, line, sum));
  for (let left = moved - parts.reduce((a, b) => a + b, 0); left > 0; left -= 1) {
    const next = nextLine(yen, parts);
    parts[next] = (parts[next] ?? 0) + 1;
  }
  return parts;
}

/** Rounded down, exact also where the product is larger than a number holds. */
function share(moved: number, line: number, sum: number): number {
  return Number((BigInt(moved) * BigInt(line)) / BigInt(sum));
}

/** The line whose amount divided by what it would then have is largest; of equal ones the first. */
function nextLine(yen: readonly number[], parts: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < yen.length; index += 1) {
    const own = BigInt(yen[index] ?? 0) * BigInt((parts[best] ?? 0) + 1);
    if (own > BigInt(yen[best] ?? 0) * BigInt((parts[index] ?? 0) + 1)) best = index;
  }
  return best;
}
