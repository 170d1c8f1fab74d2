const SIGNS = /[^0-9A-Z]/g;

/** 納付番号 and 確認番号 as they are kept: half width, capital letters, nothing else. */
export function plainNumber(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(SIGNS, '');
}

/** The length of a 納付番号 without its hyphens. */
export const NUMBER_LENGTH = { least: 6, most: 24 } as const;

/** The same of a 確認番号: six digits are what paper bills have room for; more is better. */
export const CODE_LENGTH = { least: 6, most: 20 } as const;

/** In fours, as numbers are compared with paper. */
export function shownNumber(number: string): string {
  return number.match(/.{1,4}/g)?.join('-') ?? number;
}

export function isLong(text: string, { least, most }: typeof NUMBER_LENGTH | typeof CODE_LENGTH) {
  return text.length >= least && text.length <= most;
}
