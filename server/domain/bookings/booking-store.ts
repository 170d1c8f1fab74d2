import type { BookingState } from '../payments/charge-store.ts';

export interface Booking {
  readonly id: string;
  readonly applicationId: string;
  readonly resource: string;
  readonly day: string;
  readonly slots: readonly string[];
  readonly state: BookingState;
  readonly holdUntil: Date | null;
}

/** Seats taken: one row per (atom, day, slot) that has any. */
export interface TakenSeats {
  readonly atom: string;
  readonly day: string;
  readonly slot: string;
  readonly taken: number;
}

/** What a booking holds, by the receipt number of its application. */
export interface BookedSlots {
  readonly applicationId: string;
  readonly number: string;
  readonly resource: string;
  /** JST date. */
  readonly day: string;
  readonly slots: readonly string[];
}

/** Reading side; claims are written by ApplicationStore.submit and ChargeStore.change in their own commit. */
export interface BookingStore {
  findByApplication(applicationId: string): Promise<Booking | undefined>;
  /** All that hold seats from that JST day on, by day, then by receipt number. */
  upcoming(from: string): Promise<readonly BookedSlots[]>;
  /** Living claims of these atoms in a span of days (inclusive, JST dates). */
  taken(atoms: readonly string[], from: string, to: string): Promise<readonly TakenSeats[]>;
}
