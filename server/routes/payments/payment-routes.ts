import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shownNumber } from '../../domain/bills/bill-number.ts';
import { DomainError } from '../../domain/errors.ts';
import { askProvider } from '../../domain/payments/ask-provider.ts';
import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import { type OnlineMethod, PAYMENT_METHODS } from '../../domain/payments/payment.ts';
import { type Started, startPayment } from '../../domain/payments/start-payment.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { plainText } from '../../lib/html.ts';
import { paymentDesk } from '../../payment-desk.ts';
import type { Services } from '../../services.ts';
import { plainItemName } from '../bills/bill-texts.ts';
import { agentTexts } from './agent-texts.ts';
import { loadPayment, type Payment } from './load-payment.ts';
import { bookedDay, completes, payView } from './pay-view.ts';
import { type WaitingFor, waitingView } from './waiting-view.ts';

// A title of ours: `{漢字|かんじ}` → かんじ.
const readingText = (text: string) => text.replace(/\{[^{}|]+\|([^{}|]+)\}/g, '$1');

type ChargeRequest = FastifyRequest<{ Params: { chargeId: string } }>;

const choiceSchema = z.object({ method: z.enum(PAYMENT_METHODS) });

/** Paid at the counter, and the definition says nothing of paying it here, too. */
const isCounterOnly = ({ charge, ...payment }: Payment) =>
  charge.kind === 'counter' && !('procedure' in payment && payment.procedure?.fee.online);

/** What stands in the way of choosing a method now; undefined = nothing. */
function obstacle(payment: Payment, now: Date): WaitingFor | 'done' | 'status' | undefined {
  const { charge, bill } = payment;
  // Paid elsewhere or cancelled meanwhile: nobody is sent to pay it once more.
  if (bill !== null && bill.state !== 'open' && charge.state !== 'paid') return 'status';
  if (isCounterOnly(payment)) return 'status';
  switch (charge.state) {
    case 'paid':
      return 'done';
    case 'refund_due':
    case 'refunded':
    case 'cancelled':
      return 'status';
    case 'expired':
      return 'nothing';
    case 'pending':
      return charge.method === 'bank_transfer' ? 'transfer' : 'slip';
    case 'unknown':
      return 'answer';
    default:
      return charge.payBy <= now ? 'nothing' : undefined;
  }
}

/** The place that says how the application or bill stands. */
function statusPlace(locale: Locale, { application, bill }: Payment): string {
  return bill === null
    ? paths.statusApplication(locale, application.id)
    : paths.bill(locale, bill.id);
}

/** Where somebody goes who has paid, or has the slip: the confirmation, or the case that goes on. */
function donePlace(locale: Locale, payment: Payment): string {
  if (payment.bill !== null) return statusPlace(locale, payment);
  const { id, procedureId } = payment.application;
  return completes(payment)
    ? paths.applyDone(locale, procedureId, id)
    : paths.statusApplication(locale, id);
}

/** The state decides the page: done, a slip, doubt, too late, or the choice of a method. */
async function showPayment(services: Services, reply: FastifyReply, payment: Payment) {
  const { words, locale } = reply.request;
  const found = obstacle(payment, services.clock.now());
  if (found === undefined) {
    return reply.page('payments/pay', await payView(services, words, payment));
  }
  if (found === 'done') return reply.redirect(donePlace(locale, payment), 303);
  // Received long ago and not paid in time: its status page says what happens now.
  const goesOn = payment.bill === null && !completes(payment);
  if (found === 'status' || (found === 'nothing' && goesOn)) {
    return reply.redirect(statusPlace(locale, payment), 303);
  }
  return reply.page('payments/waiting', await waitingView(services, words, payment, found));
}

/** What the provider's page says it is for. It shows no ruby, so easy Japanese gets the readings. */
function describe(services: Services, words: Words, payment: Payment): string {
  const { locale } = words;
  const { name } = services.library.municipality;
  const plain = locale === 'ja-easy' ? readingText : plainText;
  const town = plain(name[locale] ?? name['ja'] ?? '');
  const { bill, application } = payment;
  const what =
    bill === null
      ? [plain(payment.procedure?.text(locale, 'title') ?? ''), application.number]
      : [plainItemName(services, words, bill.revenueItem), bill.term, shownNumber(bill.number)];
  return [town, ...what].filter(Boolean).join(' ');
}

function start(
  services: Services,
  request: FastifyRequest,
  payment: Payment,
  method: OnlineMethod,
): Promise<Started> {
  const { locale, words } = request;
  const { charge } = payment;
  const back = services.config.publicUrl + paths.payReturn(locale, charge.id);
  return startPayment(paymentDesk(services), {
    chargeId: charge.id,
    method,
    bookedDay: bookedDay(payment),
    locale,
    description: describe(services, words, payment),
    returnUrl: back,
    cancelUrl: back,
  });
}

async function pay(services: Services, request: ChargeRequest, reply: FastifyReply) {
  const { locale, words } = request;
  const payment = await loadPayment(services, request, reply, request.params.chargeId);
  if (payment === undefined) return reply;
  if (obstacle(payment, services.clock.now()) !== undefined) {
    return showPayment(services, reply, payment);
  }
  const choice = choiceSchema.safeParse(request.body);
  const { payment_methods } = services.library.municipality;
  const offered = offeredMethods(payment_methods, services.providers, payment.charge.yen);
  if (!choice.success || !offered.includes(choice.data.method)) {
    reply.code(422);
    return reply.page('payments/pay', await payView(services, words, payment, 'choose_method'));
  }
  let started: Started;
  try {
    started = await start(services, request, payment, choice.data.method);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'charge_not_payable') {
      // Over, or changed meanwhile: its own page says how it stands.
      return reply.redirect(paths.payCharge(locale, payment.charge.id), 303);
    }
    if (error.code !== 'provider_unavailable') throw error;
    request.log.error({ err: error }, 'payment provider unavailable');
    reply.code(503);
    return reply.page('payments/pay', await payView(services, words, payment, 'unreachable'));
  }
  const url =
    started.result === 'redirect' ? started.url : paths.payCharge(locale, payment.charge.id);
  return reply.redirect(url, 303);
}

/** Coming back proves nothing: the provider is asked, and the state then decides the page. */
async function comeBack(services: Services, request: ChargeRequest, reply: FastifyReply) {
  const { locale } = request;
  const payment = await loadPayment(services, request, reply, request.params.chargeId);
  if (payment === undefined) return reply;
  const charge = await askProvider(paymentDesk(services), payment.charge.id);
  // Who applied has a page that says how it goes on; who pays a bill needs the slip.
  const hasSlip = charge.state === 'pending' && payment.bill === null;
  const done = charge.state === 'paid' || hasSlip;
  const target = done ? donePlace(locale, payment) : paths.payCharge(locale, charge.id);
  return reply.redirect(target, 303);
}

/** The door "pay", and the pages between an application and its payment provider. */
export async function paymentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  const { payment_methods } = services.library.municipality;
  app.get('/:locale/pay', (request, reply) =>
    reply.page('payments/door', {
      title: request.words.plain('payments:door_title'),
      methods: offeredMethods(payment_methods, services.providers),
      agents: agentTexts(services, request.words),
    }),
  );
  app.get('/:locale/pay/:chargeId', async (request: ChargeRequest, reply) => {
    const payment = await loadPayment(services, request, reply, request.params.chargeId);
    if (payment === undefined) return reply;
    return showPayment(services, reply, payment);
  });
  app.post('/:locale/pay/:chargeId', { config: tries }, (request: ChargeRequest, reply) =>
    pay(services, request, reply),
  );
  app.get('/:locale/pay/:chargeId/return', { config: tries }, (request: ChargeRequest, reply) =>
    comeBack(services, request, reply),
  );
}
