import { isIndividualNumber } from '../../lib/check-digits.ts';
import { toCode } from '../../lib/japanese-text.ts';
import { namesIndividualNumber } from './register-columns.ts';

interface Tally {
  twelve: number;
  right: number;
}

/**
 * Looks for 個人番号 in every column of a file, mapped or not: this place has no law that would let
 * it hold them (番号法9条). By chance one number of twelve digits in eleven has a right check digit,
 * so a column is one of them when at least half of its twelve-digit numbers have it.
 */
export function individualNumberColumns(headings: readonly string[]) {
  const tallies: Tally[] = headings.map(() => ({ twelve: 0, right: 0 }));
  return {
    look(cells: readonly string[]): void {
      for (const [at, cell] of cells.entries()) {
        // Shorter ones can't be one: most cells are done with here.
        if (cell.length < 12) continue;
        const digits = toCode(cell).replaceAll('-', '');
        if (!/^\d{12}$/.test(digits)) continue;
        tallies[at] ??= { twelve: 0, right: 0 };
        tallies[at].twelve += 1;
        if (isIndividualNumber(digits)) tallies[at].right += 1;
      }
    },
    /** Headings of the columns that are; a column without one by its place: 「12列目」. */
    found(): readonly string[] {
      const isOne = ({ twelve, right }: Tally, at: number) =>
        namesIndividualNumber(headings[at] ?? '') || (right > 0 && right * 2 >= twelve);
      return tallies.flatMap((tally, at) =>
        isOne(tally, at) ? [headings[at]?.trim() || `${at + 1}列目`] : [],
      );
    },
  };
}
