import type { TownAddresses } from '../fields/postcode.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { Locale } from './locale.ts';
import type { Municipality } from './municipality.ts';
import type { Phrasebook } from './phrasebook.ts';
import type { ParsedFiles } from './source-file.ts';

/** What definitions are written against: the town's flags, amounts, postcodes, words and lists. */
export interface Town {
  readonly municipality: Municipality;
  readonly amounts: readonly Amount[];
  /** 歳入科目 by key; empty in a town that keeps none here. */
  readonly revenueItems: ReadonlyMap<string, RevenueItem>;
  readonly addresses: TownAddresses;
  /** locales/<lang>/vocabulary.json: labels and units that definitions need not repeat. */
  readonly vocabulary: ReadonlyMap<Locale, Readonly<Record<string, string>>>;
  readonly phrasebook?: Phrasebook;
  /** Files read at an earlier start. */
  readonly parsed?: ParsedFiles;
  /** Names of the files in catalogues/. */
  readonly catalogues: ReadonlySet<string>;
  readonly resources?: TownResources;
  /** JST date of the load: an amount that is used must be valid on it. */
  readonly today: string;
}

/** An amount or limit (yen, years, days …) with the days from which its values are valid. */
export interface Amount {
  readonly name: string;
  /** What an admin calls it. */
  readonly label?: string;
  /** yen, years, days … */
  readonly unit?: string;
  readonly values: readonly { readonly from: string; readonly value: number }[];
}

/** What a definition needs to know of the things that can be booked. */
export interface TownResources {
  inGroup(group: string): readonly {
    readonly id: string;
    readonly name: Readonly<Record<string, string>>;
    /** Shown under the name where it is an option. */
    readonly summary?: Readonly<Record<string, string>>;
    /** 歳入科目 of its fee. */
    readonly revenueItem?: string;
    /** A full slot can be waited for. */
    readonly waitingList?: { readonly max: number | null };
  }[];
  /** `people`: how many fit in, where that is known. */
  find?(id: string): { readonly people?: number } | undefined;
}

/** The value whose first day is the latest one not after that day; undefined before the first. */
export function amountOn(amount: Amount, day: string): number | undefined {
  let found: { readonly from: string; readonly value: number } | undefined;
  for (const value of amount.values) {
    if (value.from <= day && (!found || value.from >= found.from)) found = value;
  }
  return found?.value;
}
