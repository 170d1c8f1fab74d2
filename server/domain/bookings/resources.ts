/** A thing that can be booked by day and slot: a hall, a court, a collection area. */
export interface Resource {
  readonly id: string;
  readonly group: string;
  readonly name: Readonly<Record<string, string>>;
  /** What is really occupied: two half courts are the atoms of the full one. */
  readonly atoms: readonly string[];
  /** Seats per atom, day and slot: 1 for a hall, many for a collection round. */
  readonly capacity: number;
  readonly slots: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly label: Readonly<Record<string, string>>;
  }[];
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
  readonly reason?: Readonly<Record<string, string>>;
  readonly slots: readonly SlotAvailability[];
}

/** All resources of the town, loaded from procedures/resources. */
export interface Resources {
  find(id: string): Resource | undefined;
  inGroup(group: string): readonly Resource[];
}
