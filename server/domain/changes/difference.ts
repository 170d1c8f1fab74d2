import type { NewCharge } from '../applications/application.ts';

type Lines = NewCharge['lines'];

/** What an order costs: whole yen, and the lines that they are made of. */
export interface Price {
  readonly yen: number;
  readonly lines: Lines;
}

/** Lines that go to the same place in the books are one. */
const placeOf = ({ item, revenueItem = '' }: Lines[number]) => `${item} ${revenueItem}`;

const byItem = (lines: Lines) => {
  const sums = new Map<string, Lines[number]>();
  for (const line of lines) {
    const yen = (sums.get(placeOf(line))?.yen ?? 0) + line.yen;
    sums.set(placeOf(line), { ...line, yen });
  }
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
  const lines: Lines[number][] = [];
  for (const [place, line] of now) {
    const part = Math.min(left, line.yen - (old.get(place)?.yen ?? 0));
    if (part <= 0) continue;
    lines.push({ ...line, label, yen: part });
    left -= part;
  }
  const first = after.lines[0] ?? { item: '' };
  return left > 0 ? [...lines, { ...first, label, yen: left }] : lines;
}
