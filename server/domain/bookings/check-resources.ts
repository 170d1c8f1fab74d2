import { PURPOSES } from '../fees/facility-fees.ts';
import { feeFor } from '../fees/facility-price.ts';
import type { Finding } from '../procedures/procedure.ts';
import type { Resource, RulesVersion } from './resources.ts';
import { rulesOn } from './rules-on.ts';

/**
 * Mistakes that only show between resources: the same id in two files, halves and whole that do
 * not agree on their slots on some day, a price table without the amounts that are needed then; and
 * a waiting list for what has a price or shares what it occupies.
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
      const day = firstDisagreement(resource, other);
      if (day === undefined) continue;
      report(
        'atoms_disagree',
        `${id} and ${other.id} share an atom, but not slots and capacity${since(day)}`,
        'Give resources that share an atom the same slot ids and the same capacity, changed on the same day.',
      );
    }
    if (resource.waitingList && resource.versions.some(({ prices }) => prices)) {
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
    for (const version of resource.versions) {
      for (const slot of slotsWithoutPrice(version)) {
        report(
          'price_missing',
          `${id}: no price for ${slot}${since(version.from)}`,
          'Add the rows to catalogues/facility_fees.csv, with a valid_from not after that day.',
        );
      }
    }
  }
  return findings;
}

function since(day: string): string {
  return day === '' ? '' : ` from ${day} on`;
}

/**
 * Exclusivity holds per atom and slot id, so whoever shares an atom must mean the same by both.
 * @returns the first day of a version on which they don't; "" is from the beginning
 */
function firstDisagreement(one: Resource, other: Resource): string | undefined {
  if (!one.atoms.some((atom) => other.atoms.includes(atom))) return undefined;
  const meaning = (resource: Resource, day: string) => {
    const { capacity, slots } = rulesOn(resource, day);
    return `${capacity} ${slots.map(({ id }) => id).join()}`;
  };
  const borders = [...one.versions, ...other.versions].map(({ from }) => from).sort();
  return borders.find((day) => meaning(one, day) !== meaning(other, day));
}

/** Every division needs a row for every class of use: at first from the day that has any row, then from the change on. */
function slotsWithoutPrice({ from, slots, prices }: RulesVersion): readonly string[] {
  if (!prices) return [];
  const day = from || (prices.fees.map((fee) => fee.valid_from).sort()[0] ?? '');
  const uses = PURPOSES.flatMap((purpose) =>
    [true, false].map((charges_admission) => ({ day, purpose, charges_admission })),
  );
  return slots
    .map(({ id }) => id)
    .filter((slot) => uses.some((use) => !feeFor(prices, { ...use, slot })));
}
