import type { NewBooking } from '../applications/application.ts';
import type { Resource } from './resources.ts';

/** What a booking occupies: each atom of the resource in each slot. The database keeps it exclusive. */
export function claimsFor(resource: Resource, slots: readonly string[]): NewBooking['claims'] {
  return slots.flatMap((slot) =>
    resource.atoms.map((atom) => ({ atom, slot, capacity: resource.capacity })),
  );
}
