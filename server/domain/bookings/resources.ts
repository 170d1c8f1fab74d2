import type { FacilityPrices } from '../fees/facility-fees.ts';
import type { BookingWindow, OpeningRules } from './opening-rules.ts';

/** A text in every language that is switched on, with ruby marks. */
export type LocalText = Readonly<Record<string, string>>;

/** A thing that can be booked by day and slot: a hall, a court, a collection area. */
export interface Resource {
  readonly id: string;
  readonly group: string;
  readonly name: LocalText;
  /** What is really occupied: two half courts are the atoms of the full one. */
  readonly atoms: readonly string[];
  /** Seats per atom, day and slot: 1 for a hall, many for a collection round. */
  readonly capacity: number;
  readonly slots: readonly Slot[];
  /** On which days it can be used at all. */
  readonly opening: OpeningRules;
  /** From when until when a day can be booked. */
  readonly window: BookingWindow;
  /** Where it is; for the calendar file and the booking pages. */
  readonly place: LocalText;
  readonly summary?: LocalText;
  /** How many people fit in. */
  readonly people?: number;
  /** What a division costs; without it the use is free or priced by something else (waste items). */
  readonly prices?: FacilityPrices;
}

/** Times are HH:MM in JST. */
export interface Slot {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: LocalText;
}

export type DayState = 'open' | 'few' | 'full' | 'closed' | 'too_early' | 'too_late' | 'past';

export interface SlotAvailability {
  readonly slot: string;
  readonly left: number;
}

export interface DayAvailability {
  readonly day: string;
  readonly state: DayState;
  /** Why closed (text by locale): holiday, weekly closing day, year end. */
  readonly reason?: LocalText;
  readonly slots: readonly SlotAvailability[];
}

/** All resources of the town, loaded from procedures/resources. */
export interface Resources {
  find(id: string): Resource | undefined;
  inGroup(group: string): readonly Resource[];
}
