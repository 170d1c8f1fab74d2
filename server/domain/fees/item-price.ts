import type { FieldError } from '../fields/answers.ts';
import { type Catalogue, type CatalogueItem, itemsOn } from './item-catalogue.ts';

/** One row of an item_picker's answer. */
export interface ItemRow {
  readonly item: string;
  readonly quantity: number;
}

export interface ItemPriceLine {
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

/** null or undefined: no such limit. */
export interface ItemLimits {
  readonly max_pieces?: number | null;
  readonly max_same?: number | null;
  readonly max_yen?: number | null;
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
 * Pieces, same item and total yen together (広島市). One error per limit and per item.
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
  const { lines, pieces, yen } = itemPrice(catalogue, rows, day);
  const error = (code: string, params: FieldError['params']): FieldError => ({
    field,
    input: field,
    code,
    params,
  });
  const errors: FieldError[] = [];
  for (const { item: id } of rows)
    if (!items.has(id)) errors.push(error('item_unknown', { item: id }));
  for (const { item } of lines) {
    if (item.status !== 'accept') errors.push(error(`item_${item.status}`, { item: item.id }));
  }
  const { max_pieces: maxPieces, max_same: maxSame, max_yen: maxYen } = limits;
  if (exceeds(pieces, maxPieces)) {
    errors.push(error('too_many_pieces', { max: maxPieces, count: pieces }));
  }
  for (const line of lines) {
    if (exceeds(line.pieces, maxSame)) {
      errors.push(error('too_many_same', { item: line.item.id, max: maxSame, count: line.pieces }));
    }
  }
  if (exceeds(yen, maxYen)) errors.push(error('too_much_yen', { max: maxYen, yen }));
  return errors;
}

function exceeds<T extends number | null | undefined>(
  value: number,
  limit: T,
): limit is T & number {
  return typeof limit === 'number' && value > limit;
}
