import { plainText } from '../../lib/html.ts';
import { toFullKana, toHalfWidth, toKatakana } from '../../lib/japanese-text.ts';
import { type Catalogue, type CatalogueItem, itemName, itemsOn } from './item-catalogue.ts';

/**
 * Items that fit what was typed, by name, reading (hiragana, katakana, half-width alike) and
 * English name; those that begin with it before those that contain it, else in the file's order.
 * An empty query finds nothing.
 */
export function searchItems(
  catalogue: Catalogue,
  query: string,
  locale: string,
  day: string,
): readonly CatalogueItem[] {
  const wanted = searchForm(query);
  if (wanted === '') return [];
  const begins: CatalogueItem[] = [];
  const contains: CatalogueItem[] = [];
  for (const item of itemsOn(catalogue, day).values()) {
    const names = [item.name, item.kana, item.name_en, plainText(itemName(item, locale))];
    const forms = names.map(searchForm);
    if (forms.some((form) => form.startsWith(wanted))) begins.push(item);
    else if (forms.some((form) => form.includes(wanted))) contains.push(item);
  }
  return [...begins, ...contains];
}

/** ﾀﾝｽ, たんす and タンス are the same to a person who searches; so are spaces and capitals. */
function searchForm(text: string): string {
  return toKatakana(toFullKana(toHalfWidth(text)))
    .toLowerCase()
    .replace(/[\s・（）()]/g, '');
}
