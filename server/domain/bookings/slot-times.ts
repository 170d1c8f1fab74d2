import type { Resource } from './resources.ts';
import { rulesOn } from './rules-on.ts';

export interface SlotTimes {
  /** From the beginning of the first chosen slot to the end of the last. */
  readonly start: Date;
  readonly end: Date;
}

/** Japan has had no summer time since 1951. */
const JST = '+09:00';

/**
 * When the chosen slots of a JST day are. Slots that the resource no longer has are left out; the
 * whole day's slots stand in when none is left, so that an old booking still has its day.
 */
export function slotTimes(resource: Resource, day: string, slots: readonly string[]): SlotTimes {
  const all = rulesOn(resource, day).slots;
  const known = all.filter((slot) => slots.includes(slot.id));
  const chosen = known.length > 0 ? known : all;
  const from = chosen.map((slot) => slot.from).sort()[0];
  const to = chosen
    .map((slot) => slot.to)
    .sort()
    .at(-1);
  return {
    start: new Date(`${day}T${from}:00${JST}`),
    end: new Date(`${day}T${to}:00${JST}`),
  };
}
