/** A number that somebody wants for a fiscal year (2026 = 令和8年度). */
export interface PlanPoint {
  readonly fiscalYear: number;
  readonly value: number;
}

export const UNITS = [
  'procedures',
  'applications',
  'bookings',
  'items',
  'copies',
  'minutes',
  'incidents',
  'people',
  'times',
  'percent',
] as const;
export type Unit = (typeof UNITS)[number];

/** Where a figure comes from. */
export type IndicatorSource =
  /** 国の一覧の数え方: distinct `counts_as` of procedures that are open online today. */
  | { readonly from: 'online_procedures' }
  /** Applications received in the fiscal year. */
  | {
      readonly from: 'applications';
      readonly channel?: 'online' | 'counter' | 'paper' | undefined;
      readonly counts_as?: readonly string[] | undefined;
      readonly identity?: 'my_number_card' | undefined;
    }
  /** Those of them that book something. */
  | { readonly from: 'bookings'; readonly counts_as?: readonly string[] | undefined }
  /** Revenue items that can be paid without cash today. */
  | { readonly from: 'cashless_items' }
  /** Copies of certificates handed out at the counter. */
  | { readonly from: 'counter_issues'; readonly kinds?: readonly string[] | undefined }
  /** Median minutes from taking a number to the desk. */
  | { readonly from: 'waiting_time'; readonly queue: string; readonly months: readonly number[] }
  /** Incidents as they stand in the register 事故の記録; none there = none. */
  | { readonly from: 'incidents' }
  /** Of the volume of all procedures of the inventory, in percent. */
  | { readonly from: 'inventory_share'; readonly of: 'can_be_done' | 'done' }
  /** Entered by hand. */
  | { readonly from: 'typed' };

/** An indicator of the town's plans, from procedures/indicators.yaml. */
export interface IndicatorDeclaration {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
  readonly unit: Unit;
  /** Which way it should go. */
  readonly direction: 'up' | 'down';
  readonly source: IndicatorSource;
  readonly baseline: PlanPoint;
  /** By fiscal year, oldest first; the last one is the goal. */
  readonly targets: readonly PlanPoint[];
  readonly note?: Readonly<Record<string, string>> | undefined;
}

/** Does a figure of it stand for a moment, rather than add up over a year? */
export function isStanding({ source: { from } }: IndicatorDeclaration): boolean {
  return from === 'online_procedures' || from === 'cashless_items' || from === 'inventory_share';
}

/** Is it a number that is entered by hand? */
export function isEntered({ source: { from } }: Pick<IndicatorDeclaration, 'source'>): boolean {
  return from === 'typed';
}

/** The first indicator from that source, where the town has declared one. */
export function declaredFrom<From extends IndicatorSource['from']>(
  indicators: readonly IndicatorDeclaration[],
  from: From,
) {
  return indicators.find(
    (one): one is IndicatorDeclaration & { source: Extract<IndicatorSource, { from: From }> } =>
      one.source.from === from,
  );
}
