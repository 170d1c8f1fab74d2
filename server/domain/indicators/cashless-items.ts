import { fiscalYear } from '../../lib/jst-date.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { IndicatorDeclaration, PlanPoint } from './declaration.ts';

/** 「キャッシュレスで払える科目」 of the town's plan, as it stands today. */
export interface CashlessItems {
  /** Keys of the items that can be paid without cash today, as the town lists them. */
  readonly items: readonly string[];
  /** How many the plan counts, payable or not. */
  readonly all: number;
  /** Fiscal year of today. */
  readonly fiscalYear: number;
  readonly baseline: ItemPoint;
  readonly target: ItemPoint;
}

interface ItemPoint {
  readonly fiscalYear: number;
  readonly items: number;
}

/** What is really switched on, besides what the town says of its items. */
export interface WaysToPay {
  /** At least one method of a payment company is on offer. */
  readonly online: boolean;
  /** A till with its card terminal. */
  readonly counter: boolean;
}

/**
 * An item is counted when the town takes it without cash (`cashless`) and there is a way for it: one
 * of ours, or the national site for what carries an eL-QR.
 */
export function cashlessItems(
  items: Iterable<RevenueItem>,
  { baseline, targets }: Pick<IndicatorDeclaration, 'baseline' | 'targets'>,
  { online, counter }: WaysToPay,
  today: string,
): CashlessItems {
  const counted = [...items].filter((item) => item.counted);
  const payable = counted.filter(({ cashless, elQr }) => cashless && (elQr || online || counter));
  const point = ({ fiscalYear: year, value }: PlanPoint): ItemPoint => ({
    fiscalYear: year,
    items: value,
  });
  return {
    items: payable.map(({ key }) => key),
    all: counted.length,
    fiscalYear: fiscalYear(today),
    baseline: point(baseline),
    target: point(targets.at(-1) ?? baseline),
  };
}
