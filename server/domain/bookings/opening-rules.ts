import type { LocalText } from './resources.ts';

/** On which days a resource can be used: data of procedures/resources/*.yaml. Days are JST dates. */
export interface OpeningRules {
  /** The day of the week on which it is closed (0 = Sunday). */
  readonly weeklyClosing?: {
    readonly weekday: number;
    /** What becomes of a closing day that is a holiday; facilities usually close on the next day that is none. */
    readonly onHoliday: 'closed' | 'open' | 'next_working_day';
  };
  readonly holidays: 'open' | 'closed';
  readonly yearEnd?: {
    /** MM-DD, inclusive; `from` is in the old year, `to` in the new one. */
    readonly from: string;
    readonly to: string;
    /** A collection that falls into the stop comes so many days later; without it, it is dropped. */
    readonly shiftDays?: number;
  };
  /** Single closings (repairs, elections), inclusive. */
  readonly closed: readonly {
    readonly from: string;
    readonly to: string;
    readonly reason: LocalText;
  }[];
  /** If given, only these days: one cell of a 5374 waste calendar ("月 木", "水2", "20260414"). */
  readonly collection?: string;
}

export interface BookingWindow {
  /** A day can be booked from so many months before; with `firstOfMonth` from the first day of that month. */
  readonly opens: { readonly monthsBefore: number; readonly firstOfMonth: boolean };
  /**
   * Last day on which it can be booked, counted back from the day of use (which does not count):
   * calendar days, or open days of the town hall (no weekends, holidays, year-end).
   */
  readonly closes: { readonly daysBefore: number } | { readonly openDaysBefore: number };
}
