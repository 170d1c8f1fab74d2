import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { isReceiptable } from '../../../domain/receipts/compose-receipt.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { inBothLanguages } from '../../receipts/both-languages.ts';
import { giveReceipt, receiptParts } from '../../receipts/load-receipt.ts';
import { receiptDocument, sendReceipt } from '../../receipts/receipt-document.ts';
import { issuerOf, slipIn } from '../../receipts/receipt-view.ts';
import { type OpenCharge, openCharge, withCharge } from './open-charge.ts';

type NumberRequest = FastifyRequest<{ Params: { number: string } }>;

/** At the counter: the first receipt where there is none, else one more, marked 再発行. */
async function issue(services: Services, found: OpenCharge, reply: FastifyReply) {
  // The name on it is the payer's: where it is kept back, nothing of the receipt is shown.
  if (found.isKept) return reply.notPermitted('receipts.issue', found.charge.id);
  if (!isReceiptable(found.charge)) {
    throw new DomainError('transition_not_allowed', { event: 'receipt' });
  }
  const receipt = await giveReceipt(services, found, { by: found.by, again: true });
  return reply.redirect(financePaths.receipt(receipt.number), 303);
}

async function receiptOf({ stores }: Services, { params }: NumberRequest) {
  const receipt = await stores.receipts.find(params.number);
  if (receipt === undefined) throw new DomainError('page_not_found');
  return receipt;
}

/** The receipt for whoever may print it; looking at it is written down. */
async function openReceipt(services: Services, request: NumberRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const receipt = await receiptOf(services, request);
  const found = await openCharge(services, request, 'receipts.issue', receipt.chargeId);
  if (found === undefined || found.isKept) {
    return { refused: await reply.notPermitted('receipts.issue', receipt.chargeId) };
  }
  await stores.audit.append({
    at: clock.now(),
    actor: found.by,
    action: 'receipt.viewed',
    subject: receipt.chargeId,
    detail: { number: receipt.number },
  });
  return { parts: await receiptParts(services, found, receipt) };
}

async function show(services: Services, request: NumberRequest, reply: FastifyReply) {
  const { parts, refused } = await openReceipt(services, request, reply);
  if (parts === undefined) return refused;
  const { receipt, charge, procedure } = parts;
  const mayRead = request.staffMay('charges.read', procedure?.section);
  return reply.officePage('office/finance/receipt', {
    title: `領収書 ${receipt.number}`,
    styles: ['receipt.css'],
    scripts: ['print.js'],
    slip: inBothLanguages(slipIn(services, request.words, parts), undefined),
    issuer: issuerOf(services),
    foreign: false,
    chargeHref: mayRead ? financePaths.charge(charge.id) : undefined,
    pdfHref: financePaths.receiptPdf(receipt.number),
  });
}

async function print(services: Services, request: NumberRequest, reply: FastifyReply) {
  const { parts, refused } = await openReceipt(services, request, reply);
  if (parts === undefined) return refused;
  const pdf = await services.formPrinter.print(receiptDocument(services, parts));
  return sendReceipt(reply, parts.receipt.number, pdf);
}

/** Receipts that the counter gives and prints. */
export async function officeReceiptRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'receipts.issue' as const };
  app.post(
    '/office/finance/charges/:id/receipt',
    { config },
    withCharge(services, 'receipts.issue', (found, _request, reply) =>
      issue(services, found, reply),
    ),
  );
  app.get('/office/finance/receipts/:number', { config }, (request: NumberRequest, reply) =>
    show(services, request, reply),
  );
  app.get(
    '/office/finance/receipts/:number/receipt.pdf',
    { config },
    (request: NumberRequest, reply) => print(services, request, reply),
  );
}
