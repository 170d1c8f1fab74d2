import { taxSums } from '../../domain/receipts/compose-receipt.ts';
import type { ReceiptLine } from '../../domain/receipts/receipt.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { yenText } from '../apply/format-text.ts';
import type { SlipRow } from './slip.ts';

/** Of the account that the line belongs to, else the town's own. */
function invoiceNumber({ revenue, library }: Services, line: ReceiptLine): string | undefined {
  return revenue.items.get(line.revenueItem)?.invoiceNumber ?? library.municipality.invoice_number;
}

/** Consumption tax by registration and rate. */
export function taxRows(
  services: Services,
  words: Words,
  lines: readonly ReceiptLine[],
): SlipRow[] {
  const byNumber = Map.groupBy(lines, (line) => invoiceNumber(services, line));
  return [...byNumber].flatMap(([number, own]) => {
    const rows = taxSums(own).map(({ percent, yen, taxYen }) => ({
      key: words.t('receipts:tax_rate', { percent }),
      lines: [
        words.t('receipts:tax_within', { yen: yenText(words, yen), tax: yenText(words, taxYen) }),
      ],
    }));
    const registered = number === undefined || rows.length === 0 ? [] : [number];
    return [
      ...rows,
      ...registered.map((one) => ({ key: words.t('receipts:invoice_number'), lines: [one] })),
    ];
  });
}
