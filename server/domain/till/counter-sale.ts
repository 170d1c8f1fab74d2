import { fiscalYear } from '../../lib/jst-date.ts';
import type { Charge } from '../payments/payment.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import { readWhole } from './cash.ts';

/** Sold at the counter without an application: a bill that is made and paid in one commit. */
export interface NewSale {
  readonly chargeId: string;
  readonly billId: string;
  /** 会計年度 of the day: its bills are numbered by it. */
  readonly fiscalYear: number;
  /** JST day. */
  readonly day: string;
  readonly lines: Charge['lines'];
  readonly yen: number;
  /** 宛名 of the receipt, as told; '' for none. */
  readonly payerName: string;
  readonly at: Date;
}

/** One row of the sale as it was typed. */
export interface TypedLine {
  /** Key of a revenue item; '' where the row is empty. */
  readonly item: string;
  readonly pieces: string;
  /** Yen for one. */
  readonly price: string;
}

export interface SaleLine {
  readonly item: string;
  readonly pieces: number;
  readonly price: number;
  readonly yen: number;
}

const MOST_YEN = 1_000_000;

/** Rows that say nothing are left out; `wrong` are the numbers of those that can't be. */
export function readSale(
  typed: readonly TypedLine[],
  items: ReadonlyMap<string, RevenueItem>,
): { readonly lines: readonly SaleLine[]; readonly wrong: readonly number[] } {
  const lines: SaleLine[] = [];
  const wrong: number[] = [];
  for (const [index, { item, pieces: typedPieces, price: typedPrice }] of typed.entries()) {
    if (item === '' && typedPrice.trim() === '') continue;
    const pieces = readWhole(typedPieces === '' ? '1' : typedPieces) ?? 0;
    const price = readWhole(typedPrice) ?? 0;
    const yen = pieces * price;
    const known = items.get(item);
    // What carries an eL-QR is never taken here.
    const isSold = known !== undefined && !known.elQr;
    if (!isSold || yen < 1 || yen > MOST_YEN || pieces > 999) wrong.push(index);
    else lines.push({ item, pieces, price, yen });
  }
  return { lines, wrong };
}

/** What stands on the receipt: 「資料館入館料 × 2」. */
export function chargeLines(
  lines: readonly SaleLine[],
  items: ReadonlyMap<string, RevenueItem>,
): Charge['lines'] {
  return lines.map(({ item, pieces, yen }) => {
    const name = items.get(item)?.name['ja'] ?? item;
    return { item, label: pieces === 1 ? name : `${name} × ${pieces}`, yen };
  });
}

export function saleOf(
  lines: Charge['lines'],
  about: Omit<NewSale, 'lines' | 'yen' | 'fiscalYear'>,
): NewSale {
  const yen = lines.reduce((sum, line) => sum + line.yen, 0);
  return { ...about, fiscalYear: fiscalYear(about.day), lines, yen };
}
