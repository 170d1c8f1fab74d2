import type { Alternative } from '../../domain/bookings/alternatives.ts';
import { rulesOn } from '../../domain/bookings/rules-on.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { Html } from '../../lib/html.ts';
import type { FormPlace } from './form-place.ts';
import { dateText } from './format-text.ts';
import { pickLocal } from './procedure-text.ts';

interface Where {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly place: FormPlace;
}

// Another hall is chosen where the form asks for the hall; another day or time on the slot page.
function pageOf({ kind, resource }: Alternative, procedure: Procedure): string | undefined {
  const slotPage = procedure.fields.get(procedure.booking ?? '')?.page;
  if (kind !== 'other_resource') return slotPage;
  for (const field of procedure.fields.values()) {
    if (field.options?.some((option) => option.key === resource.id)) return field.page;
  }
  return slotPage;
}

/** Other slots, days and places near the one that is gone, each with the page where it is chosen. */
export function alternativeViews(alternatives: readonly Alternative[], where: Where) {
  const { procedure, words, place } = where;
  return alternatives.map((alternative) => {
    const { resource, day, slots } = alternative;
    const times = rulesOn(resource, day)
      .slots.filter((slot) => slots.includes(slot.id))
      .map((slot) => pickLocal(slot.label, words.locale).value);
    const name = pickLocal(resource.name, words.locale).value;
    const page = pageOf(alternative, procedure);
    const href = page
      ? `${place.page(words.locale, page)}?from=check&month=${day.slice(0, 7)}&day=${day}`
      : undefined;
    return { text: new Html([name, dateText(words, day).value, ...times].join(' ')), href };
  });
}
