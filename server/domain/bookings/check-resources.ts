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
      report(
        'duplicate_id',
        `「${id}」は、ほかのファイルにもあります。`,
        'どちらかを別の名前（id）にしてください。',
      );
    }
    for (const other of [...others.values(), ...resources.slice(index + 1)]) {
      const day = firstDisagreement(resource, other);
      if (day === undefined) continue;
      report(
        'atoms_disagree',
        `「${id}」と「${other.id}」は同じ場所（atoms）を使いますが、${since(day)}時間の区分か定員が違います。`,
        '同じ場所を使うものは、区分の id と定員を同じにして、変えるときは同じ日からにしてください。',
      );
    }
    if (resource.waitingList && resource.versions.some(({ prices }) => prices)) {
      report(
        'waiting_list_with_fee',
        `「${id}」は空き待ちができるので、料金を付けられません。`,
        '空き待ち（waiting_list）か料金（prices）を消してください。',
      );
    }
    if (resource.waitingList && resource.atoms.join() !== id) {
      report(
        'waiting_list_shared',
        `「${id}」はほかと場所を分けあうので、空き待ちにできません。`,
        '空き待ち（waiting_list）か、使う場所（atoms）を消してください。',
      );
    }
    for (const version of resource.versions) {
      for (const slot of slotsWithoutPrice(version)) {
        report(
          'price_missing',
          `「${id}」の区分「${slot}」の料金が、${since(version.from)}ありません。`,
          '施設の料金の表（catalogues/facility_fees.csv）に、その日までに始まる行を足してください。',
        );
      }
    }
  }
  return findings;
}

function since(day: string): string {
  return day === '' ? '' : `${day}から`;
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
