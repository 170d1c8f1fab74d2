import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { yenText } from '../apply/format-text.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { owedLines } from '../payments/owed-lines.ts';
import type { ReceiptParts } from './load-receipt.ts';
import type { Slip } from './slip.ts';

function owedTexts(services: Services, words: Words, parts: ReceiptParts) {
  const { charge, application, procedure, booking, bill } = parts;
  if (application !== undefined) {
    return owedLines(services, words, { charge, application, bill: null, procedure, booking });
  }
  return bill && owedLines(services, words, { charge, application: null, bill });
}

/** Lines in the reader's language, with their revenue items where those are called otherwise. */
export function lineRows(services: Services, words: Words, parts: ReceiptParts): Slip['lines'] {
  const { receipt } = parts;
  const owed = owedTexts(services, words, parts);
  return receipt.lines.map((line, index) => {
    const names = services.revenue.items.get(line.revenueItem)?.name;
    const item = names && words.locale !== 'ja' ? pickLocal(names, words.locale) : line.revenueName;
    return {
      key: owed?.[index]?.label ?? line.label,
      lines: line.revenueName === line.label ? [] : [item],
      amount: yenText(words, line.yen),
    };
  });
}
