import {
  type CatalogueItem,
  itemAdvice,
  itemName,
  itemTexts,
} from '../../domain/fees/item-catalogue.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Words } from '../../http/words.ts';
import { Html, plainText } from '../../lib/html.ts';
import type { ItemPickerExtra } from './field-extras.ts';
import { domId, type FieldTexts } from './field-texts.ts';
import { one } from './field-view.ts';
import { yenText } from './format-text.ts';
import { localHtml } from './procedure-text.ts';

interface ItemRow {
  readonly id: string;
  readonly inputName: string;
  readonly inputId: string;
  readonly name: Html;
  /** 「3辺の合計が150cm未満」: tells apart what costs differently. */
  readonly size?: Html;
  /** 「1台 500円」, 「2枚まで 500円」; absent where it is not collected. */
  readonly price?: Html;
  readonly yen: number;
  readonly per: number;
  /** What counts as one, or what to do with an item that is not collected. */
  readonly advice?: Html;
  /** Words that the page's own search looks through. */
  readonly search: string;
  readonly status: CatalogueItem['status'];
  readonly statusText?: Html;
  readonly category: string;
  readonly quantity: string;
}

export interface ItemPickerView {
  readonly query: string;
  readonly searched: boolean;
  readonly chosen: readonly ItemRow[];
  /** Matches of a search, in one list without categories. */
  readonly found: readonly ItemRow[];
  readonly categories: readonly {
    readonly name: Html;
    readonly icon: string;
    readonly rows: readonly ItemRow[];
  }[];
  /** `zero` is the markup of a sum of 0, for the page's own adding up. */
  readonly total: { readonly text: Html; readonly yen: Html; readonly zero: string };
  readonly max: number;
}

type RowTexts = Omit<ItemRow, 'quantity'>;

// Over a hundred rows whose texts don't change while the catalogue lives.
const rowTexts = new WeakMap<CatalogueItem, Map<string, RowTexts>>();

function textsOf(texts: FieldTexts, words: Words, item: CatalogueItem): RowTexts {
  let byKey = rowTexts.get(item);
  if (!byKey) {
    byKey = new Map();
    rowTexts.set(item, byKey);
  }
  const key = `${words.locale} ${texts.id}`;
  let row = byKey.get(key);
  if (!row) {
    row = rowText(texts, words, item);
    byKey.set(key, row);
  }
  return row;
}

function priceText(words: Words, item: CatalogueItem, unit: string): Html {
  const yen = yenText(words, item.fee_yen);
  if (unit) {
    return words.t('fields:item_picker.price', {
      unit: localHtml(unit, words.locale, item.unit),
      yen,
    });
  }
  return item.pieces_per_fee > 1
    ? words.t('fields:item_picker.price_per', { count: item.pieces_per_fee, yen })
    : yen;
}

function rowText(texts: FieldTexts, words: Words, item: CatalogueItem): RowTexts {
  const { locale } = words;
  const inputName = `${texts.id}.quantity.${item.id}`;
  const { name, size, unit } = itemTexts(item, locale);
  const advice = itemAdvice(item, locale);
  const accepted = item.status === 'accept';
  return {
    id: item.id,
    inputName,
    inputId: domId(inputName),
    name: localHtml(name, locale, item.name),
    size: size ? localHtml(size, locale, item.size_class) : undefined,
    price: accepted ? priceText(words, item, unit) : undefined,
    yen: item.fee_yen,
    per: item.pieces_per_fee,
    advice: advice ? localHtml(advice, locale, item.advice_ja) : undefined,
    search:
      `${plainText(itemName(item, locale))} ${item.name} ${item.kana} ${item.search} ${item.name_en}`.toLowerCase(),
    status: item.status,
    statusText: accepted ? undefined : words.t(`fields:item_picker.${item.status}`),
    category: item.category,
  };
}

// Pictures under views/components/icons; a town's own category gets a box.
const ICONS: Readonly<Record<string, string>> = {
  furniture: 'sofa',
  bedding: 'bed',
  appliances: 'fridge',
  hobby: 'ball',
  living: 'pot',
  fittings: 'door',
  vehicles: 'bicycle',
};

function categoriesOf(rows: readonly ItemRow[], words: Words) {
  const groups = new Map<string, ItemRow[]>();
  for (const row of rows) {
    const group = groups.get(row.category);
    if (group) group.push(row);
    else groups.set(row.category, [row]);
  }
  return [...groups].map(([category, items]) => ({
    icon: ICONS[category] ?? 'box',
    name: words.has(`catalogue:item_category.${category}`)
      ? words.t(`catalogue:item_category.${category}`)
      : localHtml(category, words.locale, category),
    rows: items,
  }));
}

/** Chosen items first, then what was searched for, then everything else by category. */
export function itemPickerView(
  texts: FieldTexts,
  words: Words,
  raw: RawInput,
  extra: ItemPickerExtra,
): ItemPickerView {
  const rowOf = (item: CatalogueItem): ItemRow => {
    const row = textsOf(texts, words, item);
    return { ...row, quantity: one(raw, row.inputName) };
  };
  const isChosen = (row: ItemRow) => row.quantity !== '' && row.quantity !== '0';
  const rows = extra.items.map(rowOf);
  const chosen = rows.filter(isChosen);
  const found = (extra.found ?? []).map(rowOf).filter((row) => !isChosen(row));
  const listed = new Set([...chosen, ...found].map((row) => row.id));
  const price = extra.price;
  const count = price?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  return {
    query: extra.query ?? one(raw, `${texts.id}.q`),
    searched: extra.found !== undefined,
    chosen,
    found,
    categories: categoriesOf(
      rows.filter((row) => !listed.has(row.id)),
      words,
    ),
    total: {
      text: words.t('fields:item_picker.total', {
        number: new Html(`<span data-count>${count}</span>`),
      }),
      yen: yenText(words, price?.yen ?? 0),
      zero: yenText(words, 0).value,
    },
    max: extra.max ?? 10,
  };
}
