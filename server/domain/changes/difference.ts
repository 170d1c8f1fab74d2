import type { NewCharge } from '../applications/application.ts';

type Lines = NewCharge['lines'];

/** What an order costs: whole yen, and the lines that they are made of. */
export interface Price {
  readonly yen: number;
  readonly lines: Lines;
}

const byItem = (lines: Lines) => {
  const sums = new Map<string, number>();
  for (const { item, yen } of lines) sums.set(item, (sums.get(item) ?? 0) + yen);
  return sums;
};

/**
 * Lines for what the changed order costs more, by the items that became dearer, so that each part
 * goes to its own revenue item. What became cheaper at the same time is taken off them.
 * @param label in Japanese, as the charge remembers it
 */
export function differenceLines(before: Price, after: Price, label: string): Lines {
  const [old, now] = [byItem(before.lines), byItem(after.lines)];
  let left = after.yen - before.yen;
  const lines: { item: string; label: string; yen: number }[] = [];
  for (const [item, yen] of now) {
    const part = Math.min(left, yen - (old.get(item) ?? 0));
    if (part <= 0) continue;
    lines.push({ item, label, yen: part });
    left -= part;
  }
  const first = after.lines[0]?.item ?? '';
  return left > 0 ? [...lines, { item: first, label, yen: left }] : lines;
}
