import { addDays } from '../../lib/jst-date.ts';
import { type AvailabilityContext, dayAvailability, isBookable } from './availability.ts';
import type { SlotAnswer } from './check-slot-answer.ts';
import type { Resource } from './resources.ts';
import { rulesOn } from './rules-on.ts';

/** Something else that can be booked instead of what is taken. */
export interface Alternative {
  readonly kind: 'other_slot' | 'other_day' | 'other_resource';
  readonly resource: Resource;
  readonly day: string;
  readonly slots: readonly string[];
}

/** How far from the wanted day other days are looked for. */
const DAYS_AROUND = 28;

/** What the taken seats must cover for `alternatives`: atoms and JST days (inclusive). */
export function alternativesSpan(wanted: SlotAnswer, resources: readonly Resource[]) {
  return {
    atoms: [...new Set(resources.flatMap((resource) => resource.atoms))],
    from: addDays(wanted.day, -DAYS_AROUND),
    to: addDays(wanted.day, DAYS_AROUND),
  };
}

/**
 * What to offer when the wanted slots are gone: other times of the day, the same time on the
 * nearest other days (in order), the same time elsewhere; at most `limit` of each kind.
 * @param resources those to choose from, the wanted one among them (its group)
 */
export function alternatives(
  wanted: SlotAnswer,
  resources: readonly Resource[],
  context: AvailabilityContext,
  limit = 3,
): readonly Alternative[] {
  const resource = resources.find(({ id }) => id === wanted.resource);
  if (!resource) return [];
  const isFree = (where: Resource, day: string, slots: readonly string[]) => {
    const availability = dayAvailability(where, day, context);
    const free = availability.slots.filter(({ left }) => left > 0).map(({ slot }) => slot);
    return isBookable(availability.state) && slots.every((slot) => free.includes(slot));
  };
  const otherSlots: Alternative[] = rulesOn(resource, wanted.day)
    .slots.filter(({ id }) => !wanted.slots.includes(id) && isFree(resource, wanted.day, [id]))
    .map(({ id }) => ({ kind: 'other_slot', resource, day: wanted.day, slots: [id] }));
  const otherDays: Alternative[] = nearestDays(wanted.day)
    .filter((day) => isFree(resource, day, wanted.slots))
    .map((day) => ({ kind: 'other_day', resource, day, slots: wanted.slots }));
  const elsewhere: Alternative[] = resources
    .filter((other) => other.id !== wanted.resource && isFree(other, wanted.day, wanted.slots))
    .map((other) => ({ ...wanted, kind: 'other_resource', resource: other }));
  const nearest = otherDays.slice(0, limit).sort((one, other) => (one.day < other.day ? -1 : 1));
  return [...otherSlots.slice(0, limit), ...nearest, ...elsewhere.slice(0, limit)];
}

/** The next day, the day before, two days on … */
function nearestDays(day: string): readonly string[] {
  return Array.from({ length: DAYS_AROUND }, (_, index) => [
    addDays(day, index + 1),
    addDays(day, -index - 1),
  ]).flat();
}
