import type { FieldError } from '../fields/answers.ts';
import { type Catalogue, type CatalogueItem, itemsOn } from './item-catalogue.ts';

/** One row of an item_picker's answer. */
export interface ItemRow {
  readonly item: string;
  readonly quantity: number;
}

interface ItemPriceLine {
  readonly item: CatalogueItem;
  readonly quantity: number;
  /** Towards the limits. */
  readonly pieces: number;
  readonly yen: number;
}

export interface ItemPrice {
  readonly yen: number;
  readonly pieces: number;
  readonly lines: readonly ItemPriceLine[];
}

/** Without a value there is no such limit. */
export interface ItemLimits {
  readonly max_pieces?: number;
  readonly max_same?: number;
  readonly max_yen?: number;
}

/**
 * What the items cost on a JST day. N pieces are one fee, a started N counts whole (five quilts,
 * two to a fee: three fees); the same item in two rows is reckoned together. Unknown items are left out.
 */
export function itemPrice(catalogue: Catalogue, rows: readonly ItemRow[], day: string): ItemPrice {
  const items = itemsOn(catalogue, day);
  const quantities = new Map<string, number>();
  for (const { item, quantity } of rows) {
    quantities.set(item, (quantities.get(item) ?? 0) + quantity);
  }
  const lines = [...quantities].flatMap(([id, quantity]) => {
    const item = items.get(id);
    if (!item) return [];
    const fees = Math.ceil(quantity / item.pieces_per_fee);
    const line: ItemPriceLine = {
      item,
      quantity,
      pieces: fees * item.counts_as_pieces,
      yen: fees * item.fee_yen,
    };
    return [line];
  });
  return {
    yen: lines.reduce((sum, line) => sum + line.yen, 0),
    pieces: lines.reduce((sum, line) => sum + line.pieces, 0),
    lines,
  };
}

/**
 * Pieces, same item and total yen together (広島市). What is not collected is told item by item and
 * does not count towards the limits.
 * @param field id of the item_picker
 * @returns `item_unknown`, `item_refused`, `item_phone_only` (params: `item`, its id, for its name
 *   and advice), `too_many_pieces`, `too_many_same`, `too_much_yen` (params: `max`, `count` or `yen`)
 */
export function checkItemLimits(
  catalogue: Catalogue,
  rows: readonly ItemRow[],
  limits: ItemLimits,
  day: string,
  field = 'items',
): readonly FieldError[] {
  const items = itemsOn(catalogue, day);
  const errors: FieldError[] = [];
  const report = (code: string, params: FieldError['params'], input = field) =>
    errors.push({ field, input, code, params });
  for (const id of new Set(rows.map((row) => row.item))) {
    const status = items.get(id)?.status ?? 'unknown';
    if (status !== 'accept') report(`item_${status}`, { item: id });
  }
  const accepted = rows.filter((row) => items.get(row.item)?.status === 'accept');
  const { lines, pieces, yen } = itemPrice(catalogue, accepted, day);
  const {
    max_pieces: maxPieces = Infinity,
    max_same: maxSame = Infinity,
    max_yen: maxYen = Infinity,
  } = limits;
  if (pieces > maxPieces) report('too_many_pieces', { max: maxPieces, count: pieces });
  for (const { item, pieces: count } of lines) {
    if (count <= maxSame) continue;
    report('too_many_same', { item: item.id, max: maxSame, count }, `${field}.quantity.${item.id}`);
  }
  if (yen > maxYen) report('too_much_yen', { max: maxYen, yen });
  return errors;
}
