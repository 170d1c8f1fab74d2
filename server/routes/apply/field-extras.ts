import type { DayAvailability, Resource } from '../../domain/bookings/resources.ts';
import type { CatalogueItem } from '../../domain/fees/item-catalogue.ts';
import type { ItemPrice } from '../../domain/fees/item-price.ts';
import type { BankExtra } from './bank-search.ts';

/** What the route looks up for a slot picker: availability is never part of a definition. */
export interface SlotPickerExtra {
  readonly kind: 'slots';
  readonly resource: Resource;
  /** Model of components/month-calendar; its day links carry `?month=&day=`. */
  readonly calendar: object;
  /** The day whose slots are shown, if one is chosen. */
  readonly day?: DayAvailability;
  /** Price of each slot of that day in yen, where the resource has prices. */
  readonly yen?: Readonly<Record<string, number>>;
}

/** What the route looks up for an item picker. */
export interface ItemPickerExtra {
  readonly kind: 'items';
  /** All items of the day, in the catalogue's order. */
  readonly items: readonly CatalogueItem[];
  /** How many of one item are accepted on that day, where there is a limit. */
  readonly max?: number;
  /** What was searched for with the page's own search button, and what fits. */
  readonly query?: string;
  readonly found?: readonly CatalogueItem[];
  /** Of what is chosen now, by the same rules as the fee. */
  readonly price?: ItemPrice;
}

export type FieldExtra = SlotPickerExtra | ItemPickerExtra | BankExtra;
