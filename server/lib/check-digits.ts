/** Numbers of the state that end (or begin) with a check digit. */

const INDIVIDUAL_WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + Number(digits[at]) * weight, 0);
}

/**
 * 個人番号: 12 digits, the last one by 番号法施行令8条 and 総務省令5条: 11 less the remainder by 11
 * of the weighted sum; 0 where the remainder is 0 or 1.
 */
export function isIndividualNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  const remainder = weighted(digits, INDIVIDUAL_WEIGHTS) % 11;
  return Number(digits[11]) === (remainder <= 1 ? 0 : 11 - remainder);
}

/**
 * 法人番号: 13 digits, the first one by 財務省令 (法人番号の指定等に関する省令2条): 9 less the
 * remainder by 9 of the other twelve, weighted 1, 2, 1, 2 … from the right.
 */
export function isCorporateNumber(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false;
  const weights = [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
  return Number(digits[0]) === 9 - (weighted(digits.slice(1), weights) % 9);
}

/** Between digits of one number: spaces of any width, dashes, dots. */
const SEPARATOR = /^[\s\p{Pd}ー−─・.,/]{1,2}$/u;

/**
 * Does the text hold a run of twelve digits, together or in groups, that could be a 個人番号? The
 * groups of a longer run are tried as well; what follows each other in lines is not one number.
 */
export function holdsIndividualNumber(text: string): boolean {
  const plain = text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const groups = [...plain.matchAll(/\d+/g)];
  return groups.some((first, at) => {
    let digits = first[0];
    let end = first.index + digits.length;
    for (const next of groups.slice(at + 1)) {
      if (digits.length >= 12) break;
      const between = plain.slice(end, next.index);
      if (!SEPARATOR.test(between) || between.includes('\n')) break;
      digits += next[0];
      end = next.index + next[0].length;
    }
    return isIndividualNumber(digits);
  });
}
