import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { lifeEventCards } from '../procedures/catalogue-words.ts';
import { type ListedNow, procedureItem } from '../procedures/procedure-item.ts';

/** The four doors of the town hall. */
function doors(words: Words) {
  const { locale } = words;
  const hrefs = {
    apply: paths.procedures(locale),
    book: paths.bookings(locale),
    pay: paths.pay(locale),
    status: paths.status(locale),
  };
  return Object.entries(hrefs).map(([icon, href]) => ({
    href,
    icon,
    title: words.t(`home:door_${icon}`),
    text: words.t(`home:door_${icon}_text`),
  }));
}

/** Search first, then life events, the four doors, and what most people come for. */
export function homeView(
  procedures: readonly Procedure[],
  popular: readonly Procedure[],
  words: Words,
  now: ListedNow,
): PageModel {
  return {
    title: words.plain('home:title'),
    wide: true,
    search: {
      action: paths.procedures(words.locale),
      value: '',
      label: words.t('home:search_label'),
      hint: words.t('procedures:search_hint'),
    },
    lifeEvents: lifeEventCards(procedures, words),
    doors: doors(words),
    popular: popular.map((procedure) => procedureItem(procedure, words, now)),
  };
}
