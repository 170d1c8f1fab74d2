import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { categoriesOf, lifeEventCards } from './catalogue-words.ts';
import { type ListedNow, procedureItem } from './procedure-item.ts';
import { searchProcedures } from './search-procedures.ts';

export interface ListQuery {
  readonly q: string;
  readonly life_event?: string;
  readonly category?: string;
}

/** Words of the narrowing, if it is one that we know. */
function narrowing(query: ListQuery, words: Words): { plain: string; html: Html } | undefined {
  const key = query.life_event
    ? `catalogue:life_event.${query.life_event}`
    : query.category && `catalogue:category.${query.category}`;
  return key && words.has(key) ? { plain: words.plain(key), html: words.t(key) } : undefined;
}

/** The list of procedures: all of them by category, or what a search or a life event leaves. */
export function procedureListView(
  procedures: readonly Procedure[],
  query: ListQuery,
  words: Words,
  now: ListedNow,
): PageModel {
  const { locale } = words;
  const inGroup = procedures.filter(
    (procedure) =>
      (!query.life_event || procedure.lifeEvents.includes(query.life_event)) &&
      (!query.category || procedure.category === query.category),
  );
  const found = searchProcedures(inGroup, query.q, locale);
  const narrowed = narrowing(query, words);
  const filtered = query.q !== '' || Boolean(query.life_event) || Boolean(query.category);
  const via = query.q !== '' ? 'search' : query.life_event ? 'guide' : undefined;
  const items = (list: readonly Procedure[]) =>
    list.map((procedure) => procedureItem(procedure, words, now, via));
  const groups = filtered
    ? []
    : categoriesOf(procedures).map((code) => ({
        code,
        title: words.t(`catalogue:category.${code}`),
        items: items(procedures.filter((procedure) => procedure.category === code)),
      }));
  return {
    title: narrowed?.plain ?? words.plain(query.q ? 'procedures:results' : 'procedures:heading'),
    heading: narrowed?.html ?? words.t('procedures:heading'),
    backHref: filtered ? paths.procedures(locale) : paths.home(locale),
    search: {
      action: paths.procedures(locale),
      value: query.q,
      label: words.t('procedures:search_label'),
      hint: words.t('procedures:search_hint'),
    },
    filtered,
    count: words.t('procedures:count', { count: found.length }),
    found: filtered ? items(found) : [],
    groups,
    lifeEvents: lifeEventCards(procedures, words),
  };
}
