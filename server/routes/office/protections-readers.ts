import type { PossibleReaders } from '../../domain/protections/new-protection.ts';
import { mayDo, rolesOn } from '../../domain/staff/staff.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { roleName, sectionNames } from './staff-words.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  /** 「課長（子育て支援課）」 */
  readonly roles: string;
}

/** Everybody who may be one of the named few today: whoever opens cases at all. */
export async function possibleReaders(
  services: Services,
): Promise<PossibleReaders & { readonly people: readonly Person[] }> {
  const day = todayInTokyo(services.clock.now());
  const scene = { day, grants: services.live.grants };
  const sections = sectionNames(services);
  const staff = (await services.stores.staff.list()).filter(
    (one) => one.leftAt === null && mayDo(one, 'protections.read', scene),
  );
  const managers = staff.filter((one) => mayDo(one, 'protections.manage', scene));
  return {
    all: new Set(staff.map(({ id }) => id)),
    managers: new Set(managers.map(({ id }) => id)),
    people: staff.map((one) => ({
      id: one.id,
      name: one.name,
      roles: rolesOn(one, day)
        .map((role) => roleName(role, sections))
        .join('、'),
    })),
  };
}

/** Check boxes, the chosen ones first. */
export function readerChoices(
  { people, managers }: PossibleReaders & { readonly people: readonly Person[] },
  chosen: readonly string[],
) {
  return people
    .map((one) => ({ ...one, checked: chosen.includes(one.id), isManager: managers.has(one.id) }))
    .sort((a, b) => Number(b.checked) - Number(a.checked));
}
