import type { ErrorCode } from './error-codes.ts';

/** What other banks call an account of ゆうちょ銀行. */
export interface TransferAccount {
  readonly branch_code: string;
  readonly branch_name: string;
  readonly kind: 'ordinary' | 'current';
  readonly number: string;
}

const NUMERALS = '〇一二三四五六七八九';

/** Branches there are called by their number: 〇一八. */
function postBranchName(code: string): string {
  return code.replace(/\d/g, (digit) => NUMERALS[Number(digit)] as string);
}

/**
 * 記号 (5 digits) and 番号 (up to 8) of a passbook as branch and account number, by the rule that
 * ゆうちょ銀行 publishes (記号番号から振込用の店名・預金種目・口座番号への変換): a symbol 1ABx0 is
 * branch AB8, ordinary, and its number loses the 1 at its end; 0ABx0 is branch AB9, current, and the
 * number stays. Both numbers are filled up to seven digits.
 */
export function fromPassbook(
  symbol: string,
  number: string,
): TransferAccount | { readonly part: 'symbol' | 'number'; readonly code: ErrorCode } {
  if (!/^[01]\d{3}0$/.test(symbol)) return { part: 'symbol', code: 'bank_symbol_digits' };
  const isOrdinary = symbol.startsWith('1');
  const own = (isOrdinary ? /^(\d{1,7})1$/ : /^(\d{1,7})$/).exec(number)?.[1];
  if (own === undefined) return { part: 'number', code: 'bank_post_number' };
  const branch = `${symbol.slice(1, 3)}${isOrdinary ? 8 : 9}`;
  return {
    branch_code: branch,
    branch_name: postBranchName(branch),
    kind: isOrdinary ? 'ordinary' : 'current',
    number: own.padStart(7, '0'),
  };
}
