import type { Bill, BillLine } from '../../domain/bills/bill.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { yenText } from '../apply/format-text.ts';
import { pickLocal } from '../apply/procedure-text.ts';

/** Name of a revenue item in the reader's language. */
export function itemName({ revenue }: Services, words: Words, key: string): Html | string {
  const names = revenue.items.get(key)?.name;
  return names === undefined ? key : pickLocal(names, words.locale);
}

/** The same for titles and for pages of payment companies, which show no ruby: there, its readings. */
export function plainItemName({ revenue }: Services, { locale }: Words, key: string): string {
  const names = revenue.items.get(key)?.name;
  const text = names?.[locale] ?? names?.['ja'] ?? key;
  return text.replace(/\{[^{}|]+\|([^{}|]+)\}/g, '$1');
}

export interface BillLineText {
  readonly kind: BillLine['kind'];
  readonly label: Html;
  readonly amount: Html;
}

/** 本税（料）・督促手数料・延滞金 */
export function billLineTexts(words: Words, { lines }: Pick<Bill, 'lines'>): BillLineText[] {
  return lines.map(({ kind, yen }) => ({
    kind,
    label: words.t(`bills:line_${kind}`),
    amount: yenText(words, yen),
  }));
}
