import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlLang } from '../../domain/procedures/locale.ts';
import { isReceiptable } from '../../domain/receipts/compose-receipt.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import { contactView } from '../apply/contact-view.ts';
import { inBothLanguages } from './both-languages.ts';
import {
  type ChargeAbout,
  chargeAbout,
  giveReceipt,
  mayReadReceipt,
  receiptParts,
} from './load-receipt.ts';
import { receiptDocument, sendReceipt } from './receipt-document.ts';
import { issuerOf, slipIn } from './receipt-view.ts';

type ChargeRequest = FastifyRequest<{ Params: { chargeId: string } }>;

/** Where somebody goes who has not shown yet whose money it was, or who has not paid. */
function elsewhere(request: ChargeRequest, { application, bill }: ChargeAbout, isGranted: boolean) {
  const { locale } = request;
  if (!isGranted) return bill ? paths.bills(locale) : paths.status(locale);
  if (application) return paths.statusApplication(locale, application.id);
  return bill ? paths.bill(locale, bill.id) : paths.pay(locale);
}

/** The receipt of that charge for this browser; undefined once it has been sent elsewhere. */
async function openReceipt(services: Services, request: ChargeRequest, reply: FastifyReply) {
  const about = await chargeAbout(services, request.params.chargeId);
  const isGranted = await mayReadReceipt(services, request, about.charge);
  if (!isGranted || !isReceiptable(about.charge)) {
    reply.redirect(elsewhere(request, about, isGranted), 303);
    return undefined;
  }
  const receipt = await giveReceipt(services, about, { by: 'resident' });
  return receiptParts(services, about, receipt);
}

async function show(services: Services, request: ChargeRequest, reply: FastifyReply) {
  const parts = await openReceipt(services, request, reply);
  if (parts === undefined) return reply;
  const { words, locale } = request;
  const { procedure, charge } = parts;
  const japanese = slipIn(services, services.words('ja'), parts);
  const own = locale === 'ja' ? undefined : slipIn(services, words, parts);
  return reply.header('cache-control', 'private, no-store').page('receipts/receipt', {
    title: words.plain('receipts:title'),
    styles: ['receipt.css'],
    scripts: ['print.js'],
    contact: procedure && contactView(procedure, words, services.library.municipality),
    slip: inBothLanguages(japanese, own),
    issuer: issuerOf(services),
    foreign: htmlLang(locale) !== 'ja',
    pdfHref: paths.receiptPdf(locale, charge.id),
    backHref: elsewhere(request, parts, true),
    isBill: parts.bill !== undefined,
  });
}

async function print(services: Services, request: ChargeRequest, reply: FastifyReply) {
  const parts = await openReceipt(services, request, reply);
  if (parts === undefined) return reply;
  const pdf = await services.formPrinter.print(receiptDocument(services, parts));
  return sendReceipt(reply, parts.receipt.number, pdf);
}

/** 領収書: for whoever may see what it was paid for, given when it is looked at for the first time. */
export async function receiptRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  app.get('/:locale/receipts/:chargeId', { config: tries }, (request: ChargeRequest, reply) =>
    show(services, request, reply),
  );
  app.get(
    '/:locale/receipts/:chargeId/receipt.pdf',
    { config: tries },
    (request: ChargeRequest, reply) => print(services, request, reply),
  );
}
