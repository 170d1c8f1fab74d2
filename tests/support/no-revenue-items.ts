import type { RevenueBook } from '../../server/domain/revenue/revenue-book.ts';
import { UNASSIGNED } from '../../server/domain/revenue/revenue-item.ts';

/** A town that has none. */
export const noRevenueItems: RevenueBook = { items: new Map(), itemOf: () => UNASSIGNED };
