import { toCode } from '../../lib/japanese-text.ts';

/** Seven digits, however they were typed; "" for anything else. */
export function readPostcode(typed: string): string {
  const digits = toCode(typed).replace(/[〒-]/g, '');
  return /^\d{7}$/.test(digits) ? digits : '';
}

/** One row of procedures/addresses.csv. */
export interface TownAddress {
  readonly postcode: string;
  readonly town: string;
  readonly kana: string;
  /** Its collection areas by the first days on which they hold ("" = from the beginning), in order. */
  readonly wasteAreas: readonly { readonly from: string; readonly area: string }[];
}

/** The town's own postcodes, which the country's list does not have. */
export interface TownAddresses {
  /** Where they all are. */
  readonly prefecture: string;
  readonly city: string;
  /** More than one town may share a postcode. */
  find(postcode: string): readonly TownAddress[];
  findTown(town: string): TownAddress | undefined;
}

export interface FoundAddress {
  readonly postcode: string;
  readonly prefecture: string;
  readonly city: string;
  /** "" when the postcode stands for several. */
  readonly town: string;
}

/**
 * The place of a postcode: the town's own table first, then the country's (Japan Post, through
 * `yubin`, loaded at the first question because it is large). Undefined for a wrong or unknown one.
 */
export async function lookupPostcode(
  postcode: string,
  addresses?: TownAddresses,
): Promise<FoundAddress | undefined> {
  const digits = readPostcode(postcode);
  if (digits === '') return undefined;
  const own = addresses?.find(digits) ?? [];
  if (addresses && own.length > 0) {
    const { prefecture, city } = addresses;
    return {
      postcode: digits,
      prefecture,
      city,
      town: own.length === 1 ? (own[0]?.town ?? '') : '',
    };
  }
  const { getAddress } = await import('yubin');
  const found = getAddress(digits);
  if (!found) return undefined;
  // 「以下に掲載がない場合」 and 「（…を除く）」 are notes of the list, not part of an address.
  const town = found.town.replace(/（.*$/, '').replace(/^以下に掲載がない場合$/, '');
  return { postcode: digits, prefecture: found.prefecture, city: found.city, town };
}
