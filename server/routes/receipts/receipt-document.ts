import type { FastifyReply } from 'fastify';
import type { FormDocument, PrintedAnswer } from '../../integrations/pdf/form-document.ts';
import { type Html, textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import type { ReceiptParts } from './load-receipt.ts';
import { issuerOf, slipIn } from './receipt-view.ts';
import type { SlipRow } from './slip.ts';

const printed = (line: Html | string) => (typeof line === 'string' ? line : textOf(line));

function answer({ key, lines }: SlipRow): PrintedAnswer {
  return { label: printed(key), value: lines.map(printed).join('\n') };
}

/** A receipt as it is printed, in Japanese whatever the payer reads: it is what offices take. */
export function receiptDocument(services: Services, parts: ReceiptParts): FormDocument {
  const words = services.words('ja');
  const slip = slipIn(services, words, parts);
  const issuer = issuerOf(services);
  const lines = slip.lines.map(({ key, lines: items, amount }) => ({
    label: [key, ...items].map(printed).join('\n'),
    value: printed(amount),
  }));
  const taxes = slip.taxes.map(answer);
  return {
    title: printed(slip.title),
    ...(slip.mark && { formNumber: printed(slip.mark) }),
    addressee: slip.payer ? printed(slip.payer) : '',
    headline: printed(slip.amount),
    facts: [
      ...slip.rows.map(answer),
      { label: words.plain('receipts:issuer'), value: issuer.name },
    ],
    sections: [
      { title: words.plain('receipts:lines'), rows: lines },
      ...(taxes.length > 0 ? [{ title: words.plain('receipts:tax'), rows: taxes }] : []),
    ],
    ...(issuer.seal !== undefined && { seal: issuer.seal }),
    formNote: [slip.received, ...slip.notes].map(printed).join('\n'),
    foot: `${services.library.municipality.name['ja'] ?? ''}　${parts.receipt.number}`,
  };
}

/** Shown in the browser, by its number; kept by nobody on the way. */
export function sendReceipt(reply: FastifyReply, number: string, pdf: Uint8Array): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${number}.pdf"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf));
}
