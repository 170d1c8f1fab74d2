import type { FacilityPrices } from '../fees/facility-fees.ts';
import type { TownHoliday } from './town-holidays.ts';

/** A text in every language that is switched on, with ruby marks. */
export type LocalText = Readonly<Record<string, string>>;

/** A thing that can be booked by day and slot: a hall, a court, a collection area. */
export interface Resource {
  readonly id: string;
  readonly group: string;
  readonly name: LocalText;
  /** What is really occupied: two half courts are the atoms of the full one. */
  readonly atoms: readonly string[];
  /** What holds from when on, by its first days: see `rulesOn`. */
  readonly versions: readonly [RulesVersion, ...RulesVersion[]];
  /** Where it is; for the calendar file and the booking pages. */
  readonly place: LocalText;
  readonly summary?: LocalText;
  /** How many people fit in. */
  readonly people?: number;
  /** 歳入科目 of its fee, where it is another one than the procedure's. */
  readonly revenueItem?: string;
  /** A full slot can be waited for; `max` is how many may wait for it, null = any number. */
  readonly waitingList?: { readonly max: number | null };
}

/** What may change from a day on. */
export interface DayRules {
  /** Seats per atom, day and slot: 1 for a hall, many for a collection round. */
  readonly capacity: number;
  readonly slots: readonly Slot[];
  /** On which days it can be used at all. */
  readonly opening: OpeningRules;
  /** From when until when a day can be booked. */
  readonly window: BookingWindow;
  /** What a division costs; without it the use is free or priced by something else (waste items). */
  readonly prices?: FacilityPrices;
}

export interface RulesVersion extends DayRules {
  /** First JST day of use on which it holds; "" for the first version. */
  readonly from: string;
  /** What residents are told about the change. */
  readonly note?: LocalText;
}

/** Times are HH:MM in JST. */
interface Slot {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: LocalText;
}

/** On which days a resource can be used: data of procedures/resources/*.yaml. Days are JST dates. */
export interface OpeningRules {
  /** The days of the week on which it is closed (0 = Sunday). */
  readonly weeklyClosing?: {
    readonly weekdays: readonly number[];
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
    readonly reason?: LocalText | undefined;
  }[];
  /** Days on which the town rests: what is closed on holidays is closed on them too. */
  readonly townHolidays?: readonly TownHoliday[];
  /** If given, only these days: one cell of a 5374 waste calendar ("月 木", "水2", "20260414"). */
  readonly collection?: string;
  /** The same for what is held on some days only, such as a course. */
  readonly days?: string;
}

export interface BookingWindow {
  /** A day can be booked from so many months before; with `firstOfMonth` from the first day of that month. */
  readonly opens: { readonly monthsBefore: number; readonly firstOfMonth: boolean };
  /**
   * Last day on which it can be booked, counted back from the day of use (which does not count):
   * calendar days, or open days of the town hall (no weekends, holidays, year-end).
   */
  readonly closes:
    | { readonly daysBefore: number }
    | { readonly openDaysBefore: number; readonly townHolidays?: readonly TownHoliday[] };
}

export type DayState = 'open' | 'few' | 'full' | 'closed' | 'too_early' | 'too_late' | 'past';

export interface SlotAvailability {
  readonly slot: string;
  readonly left: number;
  /** Full, and a place on its waiting list is to be had. */
  readonly waitable?: true;
}

/** Why a day is closed; words for it are `closed_<code>` of locales/<lang>/bookings.json. */
export type ClosingCode =
  | 'weekly'
  | 'weekly_moved'
  | 'holiday'
  | 'year_end'
  | 'no_collection'
  | 'not_held'
  | 'single';

export interface DayAvailability {
  readonly day: string;
  readonly state: DayState;
  readonly closing?: ClosingCode;
  /** The data's own words for a single closing (repairs, elections). */
  readonly reason?: LocalText;
  readonly slots: readonly SlotAvailability[];
}

/** All resources of the town, loaded from procedures/resources. */
export interface Resources {
  find(id: string): Resource | undefined;
  inGroup(group: string): readonly Resource[];
  /** In the order of their files. */
  all(): readonly Resource[];
}
