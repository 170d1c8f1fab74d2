import type { Procedure } from '../../domain/procedures/procedure.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { byLifeOrder, iconOf } from './life-event-icons.ts';

export interface CatalogueCard {
  readonly href: string;
  readonly title: Html;
  readonly icon: string;
}

/** Life events that have something to offer, as cards. */
export function lifeEventCards(procedures: readonly Procedure[], words: Words): CatalogueCard[] {
  const codes = new Set(procedures.flatMap((procedure) => procedure.lifeEvents));
  return [...codes].sort(byLifeOrder).map((code) => ({
    href: paths.lifeEvent(words.locale, code),
    title: words.t(`catalogue:life_event.${code}`),
    icon: iconOf(code),
  }));
}

/** Categories in use, in the same order as life events. */
export function categoriesOf(procedures: readonly Procedure[]): string[] {
  return [...new Set(procedures.map((procedure) => procedure.category))].sort(byLifeOrder);
}
