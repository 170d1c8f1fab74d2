/**
 * What of each line has been moved when `moved` of the sum has: proportional, whole yen, and adding
 * up to `moved` exactly; all of it is every line's own amount.
 * @param yen of the lines, none negative
 * @param moved between 0 and their sum
 */
export function splitOverLines(yen: readonly number[], moved: number): readonly number[] {
  const sum = yen.reduce((a, b) => a + b, 0);
  if (sum === 0) return yen.map((_line, index) => (index === 0 ? moved : 0));
  let before = 0;
  return yen.map((line) => {
    const from = share(moved, before, sum);
    before += line;
    return share(moved, before, sum) - from;
  });
}

/** Exact, also where the product is larger than a number holds. */
function share(moved: number, part: number, sum: number): number {
  return Number((BigInt(moved) * BigInt(part)) / BigInt(sum));
}
