import { returnedYen } from '../../domain/receipts/compose-receipt.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { dateText, yenText } from '../apply/format-text.ts';
import type { ReceiptParts } from './load-receipt.ts';
import { aboutRows, paidRows } from './paid-rows.ts';
import { lineRows } from './receipt-lines.ts';
import type { Slip, SlipRow, Text } from './slip.ts';
import { taxRows } from './tax-rows.ts';

function notes(words: Words, { receipt, charge, money }: ReceiptParts): Text[] {
  const back = returnedYen(receipt, money);
  const due = charge.state === 'refund_due' && back < receipt.yen;
  return [
    ...(back > 0 ? [words.t('receipts:returned', { yen: yenText(words, back) })] : []),
    ...(due ? [words.t('receipts:returning')] : []),
    words.t('receipts:stamp_duty'),
  ];
}

export function slipIn(services: Services, words: Words, parts: ReceiptParts): Slip {
  const { receipt, firstNumber } = parts;
  const row = (key: string, ...lines: Text[]): SlipRow => ({ key: words.t(key), lines });
  const { payerName: name, number, issuedAt, yen } = receipt;
  return {
    title: words.t('receipts:title'),
    mark: firstNumber && words.t('receipts:reissued', { number: firstNumber }),
    payer: name === '' ? undefined : words.t('receipts:payer', { name }),
    amount: yenText(words, yen),
    received: words.t('receipts:received'),
    headings: {
      lines: words.t('receipts:lines'),
      tax: words.t('receipts:tax'),
      issuer: words.t('receipts:issuer'),
    },
    rows: [
      row('receipts:number', number),
      row('receipts:issued_on', dateText(words, todayInTokyo(issuedAt))),
      ...aboutRows(words, parts),
      ...paidRows(services, words, parts),
    ],
    lines: lineRows(services, words, parts),
    taxes: taxRows(services, words, receipt.lines),
    notes: notes(words, parts),
  };
}

/** Who signs, and the text of the seal. */
export function issuerOf({ library }: Services): { readonly name: string; readonly seal?: string } {
  const { receipts, name } = library.municipality;
  const seal = receipts?.seal;
  return { name: receipts?.issuer ?? name['ja'] ?? '', ...(seal !== undefined && { seal }) };
}
