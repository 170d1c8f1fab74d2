import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { askProvider } from '../../domain/payments/ask-provider.ts';
import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import { type OnlineMethod, PAYMENT_METHODS } from '../../domain/payments/payment.ts';
import { type Started, startPayment } from '../../domain/payments/start-payment.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { plainText } from '../../lib/html.ts';
import { paymentDesk } from '../../payment-desk.ts';
import type { Services } from '../../services.ts';
import { loadPayment, type Payment } from './load-payment.ts';
import { payView } from './pay-view.ts';
import { type WaitingFor, waitingView } from './waiting-view.ts';

// A title of ours: `{漢字|かんじ}` → かんじ.
const readingText = (text: string) => text.replace(/\{[^{}|]+\|([^{}|]+)\}/g, '$1');

type ChargeRequest = FastifyRequest<{ Params: { chargeId: string } }>;

const choiceSchema = z.object({ method: z.enum(PAYMENT_METHODS) });

/** What stands in the way of choosing a method now; undefined = nothing. */
function obstacle({ charge }: Payment, now: Date): WaitingFor | 'done' | 'status' | undefined {
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
      return 'slip';
    case 'unknown':
      return 'answer';
    default:
      return charge.payBy <= now ? 'nothing' : undefined;
  }
}

/** The fee was fixed by the review: the application itself had been received before. */
const isAfterReview = ({ procedure }: Payment) => procedure?.fee.when === 'after_review';

/** Where somebody goes who has paid, or has the slip: the confirmation, or the case that goes on. */
function donePlace(locale: Locale, payment: Payment): string {
  const { id, procedureId } = payment.application;
  return isAfterReview(payment)
    ? paths.statusApplication(locale, id)
    : paths.applyDone(locale, procedureId, id);
}

/** The state decides the page: done, a slip, doubt, too late, or the choice of a method. */
async function showPayment(services: Services, reply: FastifyReply, payment: Payment) {
  const { words, locale } = reply.request;
  const { application } = payment;
  const found = obstacle(payment, services.clock.now());
  if (found === undefined) {
    return reply.page('payments/pay', await payView(services, words, payment));
  }
  if (found === 'done') return reply.redirect(donePlace(locale, payment), 303);
  // Reviewed and not paid in time: its status page says what happens now.
  if (found === 'status' || (found === 'nothing' && isAfterReview(payment))) {
    return reply.redirect(paths.statusApplication(locale, application.id), 303);
  }
  return reply.page('payments/waiting', await waitingView(services, words, payment, found));
}

/** What the provider's page says it is for. It shows no ruby, so easy Japanese gets the readings. */
function describe({ library }: Services, locale: Locale, payment: Payment): string {
  const { procedure, application } = payment;
  const town = library.municipality.name[locale] ?? library.municipality.name['ja'] ?? '';
  const title = procedure?.text(locale, 'title') ?? '';
  const plain = locale === 'ja-easy' ? readingText : plainText;
  return [plain(town), plain(title), application.number].filter(Boolean).join(' ');
}

function start(
  services: Services,
  request: FastifyRequest,
  payment: Payment,
  method: OnlineMethod,
): Promise<Started> {
  const { locale } = request;
  const { charge, booking } = payment;
  const back = services.config.publicUrl + paths.payReturn(locale, charge.id);
  return startPayment(paymentDesk(services), {
    chargeId: charge.id,
    method,
    bookedDay: booking?.day ?? null,
    locale,
    description: describe(services, locale, payment),
    returnUrl: back,
    cancelUrl: back,
  });
}

async function pay(services: Services, request: ChargeRequest, reply: FastifyReply) {
  const { locale, words } = request;
  const payment = await loadPayment(services, request, request.params.chargeId);
  if (payment === undefined) return reply.redirect(paths.status(locale), 303);
  if (obstacle(payment, services.clock.now()) !== undefined) {
    return showPayment(services, reply, payment);
  }
  const choice = choiceSchema.safeParse(request.body);
  const { payment_methods } = services.library.municipality;
  const offered = offeredMethods(payment_methods, services.providers);
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
  const payment = await loadPayment(services, request, request.params.chargeId);
  if (payment === undefined) return reply.redirect(paths.status(locale), 303);
  const charge = await askProvider(paymentDesk(services), payment.charge.id);
  const done = charge.state === 'paid' || charge.state === 'pending';
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
    }),
  );
  app.get('/:locale/pay/:chargeId', async (request: ChargeRequest, reply) => {
    const payment = await loadPayment(services, request, request.params.chargeId);
    if (payment === undefined) return reply.redirect(paths.status(request.locale), 303);
    return showPayment(services, reply, payment);
  });
  app.post('/:locale/pay/:chargeId', { config: tries }, (request: ChargeRequest, reply) =>
    pay(services, request, reply),
  );
  app.get('/:locale/pay/:chargeId/return', { config: tries }, (request: ChargeRequest, reply) =>
    comeBack(services, request, reply),
  );
}
