/** Notes and coins in use, in yen, largest first. */
export const DENOMINATIONS = [10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1] as const;

export type Denomination = (typeof DENOMINATIONS)[number];

/** How many of each note and coin. */
export type CashCount = Readonly<Partial<Record<Denomination, number>>>;

/** More pieces of one kind than any drawer holds: a slip of the finger. */
const MOST_PIECES = 9999;

export function sumOfCount(count: CashCount): number {
  return DENOMINATIONS.reduce((sum, value) => sum + value * (count[value] ?? 0), 0);
}

/**
 * What was typed into the fields of a count; an empty field is none.
 * @returns the denominations whose field holds no number of pieces beside what could be read
 */
export function readCount(typed: (denomination: Denomination) => string): {
  readonly count: CashCount;
  readonly wrong: readonly Denomination[];
} {
  const count: Partial<Record<Denomination, number>> = {};
  const wrong: Denomination[] = [];
  for (const value of DENOMINATIONS) {
    const pieces = readWhole(typed(value));
    if (pieces === undefined || pieces > MOST_PIECES) wrong.push(value);
    else if (pieces > 0) count[value] = pieces;
  }
  return { count, wrong };
}

/** A whole number as people type it: full width, commas, 円; '' is 0; undefined for anything else. */
export function readWhole(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s,、円枚]/g, '');
  if (plain === '') return 0;
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined;
}

/** Given out as change; notes of 2,000 yen are not kept ready for it. */
const FOR_CHANGE = DENOMINATIONS.filter((value) => value !== 2000);

/** That sum in as few pieces as can be, largest first. */
export function piecesOf(
  yen: number,
): readonly { readonly value: Denomination; readonly pieces: number }[] {
  let left = yen;
  return FOR_CHANGE.flatMap((value) => {
    const pieces = Math.floor(left / value);
    left -= pieces * value;
    return pieces > 0 ? [{ value, pieces }] : [];
  });
}

/** Nobody hands over more than the largest note above what is owed, rounded up. */
const MOST_ABOVE = 10_000;

/** @returns the change in whole yen, or why so much can't have been handed over */
export function changeFor(
  owedYen: number,
  tenderedYen: number,
): { readonly changeYen: number } | { readonly why: 'too_little' | 'too_much' } {
  const changeYen = tenderedYen - owedYen;
  if (changeYen < 0) return { why: 'too_little' };
  return changeYen > MOST_ABOVE ? { why: 'too_much' } : { changeYen };
}

/** What people hand over for that sum: exactly it, then up to the next coin or note. */
export function usualTenders(owedYen: number): readonly number[] {
  const rounded = [500, 1000, 5000, 10_000].map((note) => Math.ceil(owedYen / note) * note);
  return [...new Set([owedYen, ...rounded])];
}
