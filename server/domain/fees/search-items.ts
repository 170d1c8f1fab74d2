import { plainText } from '../../lib/html.ts';
import { toFullKana, toHalfWidth, toKatakana } from '../../lib/japanese-text.ts';
import { withoutMarks } from '../../lib/latin-text.ts';
import { type Catalogue, type CatalogueItem, itemName, itemsOn } from './item-catalogue.ts';

/**
 * Items that fit what was typed, by name, reading (hiragana, katakana, half-width alike) and
 * English name: those called so, then those that begin with it, then those that contain it, each in
 * the file's order. An empty query finds nothing.
 */
export function searchItems(
  catalogue: Catalogue,
  query: string,
  locale: string,
  day: string,
): readonly CatalogueItem[] {
  const wanted = searchForm(query);
  if (wanted === '') return [];
  const tiers: [CatalogueItem[], CatalogueItem[], CatalogueItem[]] = [[], [], []];
  for (const item of itemsOn(catalogue, day).values()) {
    const forms = searchForms(item, locale);
    if (forms.includes(wanted)) tiers[0].push(item);
    else if (forms.some((form) => form.startsWith(wanted))) tiers[1].push(item);
    else if (forms.some((form) => form.includes(wanted))) tiers[2].push(item);
  }
  return tiers.flat();
}

/** Each word of a reading may begin with what was typed, and so may the whole. */
function searchForms(item: CatalogueItem, locale: string): readonly string[] {
  const words = `${item.kana} ${item.search}`.split(/\s+/);
  const names = [item.name, item.kana, item.name_en, plainText(itemName(item, locale)), ...words];
  return names.map(searchForm).filter((form) => form !== '');
}

/**
 * ﾀﾝｽ, たんす and タンス are the same to a person who searches; so are ソファ and ソファー, spaces,
 * capitals, and Latin letters with and without their marks (sofá, giường).
 */
function searchForm(text: string): string {
  return withoutMarks(toKatakana(toFullKana(toHalfWidth(text))))
    .toLowerCase()
    .replace(/[\sー・（）()]/g, '');
}
