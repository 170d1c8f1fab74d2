import type { NewBooking } from '../applications/application.ts';
import type { Resource } from './resources.ts';
import { rulesOn } from './rules-on.ts';

/** What a booking of a JST day occupies: each atom of the resource in each slot. The database keeps it exclusive. */
export function claimsFor(
  resource: Resource,
  day: string,
  slots: readonly string[],
): NewBooking['claims'] {
  const { capacity } = rulesOn(resource, day);
  return slots.flatMap((slot) => resource.atoms.map((atom) => ({ atom, slot, capacity })));
}
