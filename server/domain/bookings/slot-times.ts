import type { Resource } from './resources.ts';

export interface SlotTime {
  readonly slot: string;
  readonly start: Date;
  readonly end: Date;
}

/** Japan has had no summer time since 1951. */
const JST = '+09:00';

/** When the chosen slots are, in the resource's order; unknown slots are left out. */
export function slotTimes(
  resource: Resource,
  day: string,
  slots: readonly string[],
): readonly SlotTime[] {
  return resource.slots
    .filter((slot) => slots.includes(slot.id))
    .map((slot) => ({
      slot: slot.id,
      start: new Date(`${day}T${slot.from}:00${JST}`),
      end: new Date(`${day}T${slot.to}:00${JST}`),
    }));
}
