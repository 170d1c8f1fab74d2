import { PURPOSES } from '../fees/facility-fees.ts';
import { feeFor } from '../fees/facility-price.ts';
import type { Finding } from '../procedures/procedure.ts';
import type { Resource } from './resources.ts';

/**
 * Mistakes that only show between resources: the same id in two files, halves and whole that do
 * not agree on their slots, a price table without the amounts that are needed; and a waiting list
 * for what has a price or shares what it occupies.
 */
export function checkResources(
  file: string,
  resources: readonly Resource[],
  others: ReadonlyMap<string, Resource>,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report = (code: string, message: string, mend: string) =>
    findings.push({ level: 'error', file, line: 1, code, message, mend });
  for (const [index, resource] of resources.entries()) {
    const { id } = resource;
    if (others.has(id)) {
      report('duplicate_id', `${id} is in another file too`, 'Give one of them another id.');
    }
    for (const other of [...others.values(), ...resources.slice(index + 1)]) {
      if (agree(resource, other)) continue;
      report(
        'atoms_disagree',
        `${id} and ${other.id} share an atom, but not slots and capacity`,
        'Give resources that share an atom the same slot ids and the same capacity.',
      );
    }
    if (resource.waitingList && resource.prices) {
      report(
        'waiting_list_with_fee',
        `${id} has a waiting list and prices: money is never taken for a place in a line`,
        'Remove `waiting_list` or `prices`.',
      );
    }
    if (resource.waitingList && resource.atoms.join() !== id) {
      report(
        'waiting_list_shared',
        `${id} has a waiting list, but shares what it occupies`,
        'Remove `waiting_list` or `atoms`: a line is for one seat of one resource.',
      );
    }
    for (const slot of slotsWithoutPrice(resource)) {
      report(
        'price_missing',
        `${id}: no price for ${slot}`,
        'Add the rows to catalogues/facility_fees.csv.',
      );
    }
  }
  return findings;
}

/** Exclusivity holds per atom and slot id, so whoever shares an atom must mean the same by both. */
function agree(one: Resource, other: Resource): boolean {
  if (!one.atoms.some((atom) => other.atoms.includes(atom))) return true;
  const ids = (resource: Resource) => resource.slots.map(({ id }) => id).join();
  return one.capacity === other.capacity && ids(one) === ids(other);
}

/** Every division needs a row for every class of use, from the first day that has any row. */
function slotsWithoutPrice({ slots, prices }: Resource): readonly string[] {
  if (!prices) return [];
  const day = prices.fees.map((fee) => fee.valid_from).sort()[0] ?? '';
  const uses = PURPOSES.flatMap((purpose) =>
    [true, false].map((charges_admission) => ({ day, purpose, charges_admission })),
  );
  return slots
    .map(({ id }) => id)
    .filter((slot) => uses.some((use) => !feeFor(prices, { ...use, slot })));
}
