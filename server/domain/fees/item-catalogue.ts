import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ItemWords, loadItemWords } from './item-words.ts';
import { readTable } from './read-table.ts';

const COUNT = z.coerce.number().int().positive();

const ROW = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  kana: z.string().min(1),
  /** More words to find it by. */
  search: z.string(),
  name_easy: z.string().min(1),
  name_en: z.string().min(1),
  category: z.string().min(1),
  size_class: z.string(),
  size_class_easy: z.string(),
  size_class_en: z.string(),
  /** What the fee is for: 「1点」, 「3個まで」; may be empty. */
  unit: z.string().default(''),
  unit_easy: z.string().default(''),
  unit_en: z.string().default(''),
  /** Empty where it is not collected. */
  fee_yen: z.coerce.number().int().nonnegative(),
  pieces_per_fee: COUNT,
  counts_as_pieces: COUNT,
  status: z.enum(['accept', 'phone_only', 'refused']),
  note: z.string(),
  note_easy: z.string(),
  note_en: z.string(),
  advice_ja: z.string(),
  advice_ja_easy: z.string(),
  advice_en: z.string(),
  valid_from: z.iso.date(),
});

/**
 * One thing that can be put out, in one size. `pieces_per_fee` of them cost `fee_yen` once (two
 * quilts = one fee) and count as `counts_as_pieces` towards the limits. Texts in easy Japanese
 * carry ruby marks.
 */
export type CatalogueItem = Readonly<z.infer<typeof ROW>> & {
  /** In the languages that lie beside the catalogue. */
  readonly words: Readonly<Record<string, ItemWords>>;
};

export interface Catalogue {
  readonly name: string;
  /** Every row of the file; an item has one for each date from which its fee is valid. */
  readonly rows: readonly CatalogueItem[];
}

/**
 * Reads `catalogues/<name>.csv` of a procedures folder.
 * @throws with the line's number when a row does not fit
 */
export function loadCatalogue(folder: string, name: string): Catalogue {
  const text = readFileSync(join(folder, 'catalogues', `${name}.csv`), 'utf8');
  const byLocale = loadItemWords(folder, name);
  const wordsOf = (id: string): CatalogueItem['words'] =>
    Object.fromEntries(
      [...byLocale].flatMap(([locale, words]) => {
        const found = words.get(id);
        return found ? [[locale, found]] : [];
      }),
    );
  const rows = readTable(`catalogues/${name}.csv`, text, ROW);
  return { name, rows: rows.map((row) => ({ ...row, words: wordsOf(row.id) })) };
}

/** The items as they stand on a JST day, in the order of the file. */
export function itemsOn(catalogue: Catalogue, day: string): ReadonlyMap<string, CatalogueItem> {
  const items = new Map<string, CatalogueItem>();
  for (const row of catalogue.rows) {
    if (row.valid_from > day) continue;
    const known = items.get(row.id);
    if (!known || known.valid_from < row.valid_from) items.set(row.id, row);
  }
  return items;
}

/** Languages that set full-width brackets. */
const FULL_WIDTH = /^(ja|zh)/;

/** Name with its size class, which tells apart what costs differently. */
export function itemName(item: CatalogueItem, locale: string): string {
  const { name, size } = itemTexts(item, locale);
  if (!size) return name;
  return FULL_WIDTH.test(locale) ? `${name}（${size}）` : `${name} (${size})`;
}

/** Name, size class and unit apart, for lists; size class and unit may be empty. */
export function itemTexts(item: CatalogueItem, locale: string) {
  const words = item.words[locale];
  if (words) return { name: words.name, size: words.size_class, unit: words.unit };
  if (locale === 'en') return { name: item.name_en, size: item.size_class_en, unit: item.unit_en };
  return locale === 'ja-easy'
    ? { name: item.name_easy, size: item.size_class_easy, unit: item.unit_easy }
    : { name: item.name, size: item.size_class, unit: item.unit };
}

/** What counts as one piece, or what to do with an item that is not collected; may be empty. */
export function itemAdvice(item: CatalogueItem, locale: string): string {
  const words = item.words[locale];
  if (words) return item.status === 'accept' ? words.note : words.advice;
  const texts =
    item.status === 'accept'
      ? { ja: item.note, 'ja-easy': item.note_easy, en: item.note_en }
      : { ja: item.advice_ja, 'ja-easy': item.advice_ja_easy, en: item.advice_en };
  return texts[locale as keyof typeof texts] || texts.ja;
}
