import type Stripe from 'stripe';
import type { StripeSettings } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  PAYMENT_METHODS,
  type PaymentProvider,
  type ProviderOutcome,
  type StartRequest,
} from '../../domain/payments/payment.ts';
import type { Clock } from '../../lib/clock.ts';
import { sessionParams } from './session-params.ts';
import { assertAnswer, unavailable } from './stripe-answer.ts';
import { isLive, openStripe } from './stripe-client.ts';
import { noticeOf } from './stripe-event.ts';
import { foreignness, outcomeOfSession } from './stripe-outcome.ts';
import { payoutsSince } from './stripe-payouts.ts';
import { askRefund, giveBack } from './stripe-refund.ts';
import { eventOf } from './stripe-signature.ts';
import { undeliveredEvents } from './undelivered-events.ts';

const HOSTED_PAGES = 'https://checkout.stripe.com';

type Open = () => Promise<Stripe>;

/**
 * Transfers go to an account that belongs to a customer: one for each attempt, without a name. The
 * company asks the payer for a mail address on its own page, in case money has to go back.
 */
async function customerFor(stripe: Stripe, { attemptId, method }: StartRequest) {
  if (method !== 'bank_transfer') return undefined;
  const customer: unknown = await stripe.customers.create(
    { metadata: { attempt: attemptId } },
    { idempotencyKey: `customer-${attemptId}` },
  );
  assertAnswer<Stripe.Customer>(customer, 'customer');
  return customer.id;
}

async function openSession(stripe: Stripe, request: StartRequest, at: Date) {
  const customer = await customerFor(stripe, request);
  const session: unknown = await stripe.checkout.sessions.create(
    sessionParams(request, at, customer),
    { idempotencyKey: `attempt-${request.attemptId}` },
  );
  assertAnswer<Stripe.Checkout.Session>(session, 'checkout.session');
  if (!session.url) throw new DomainError('provider_unavailable');
  return { providerRef: session.id, url: session.url };
}

/** The three verbs of a payment. */
function paying(open: Open, live: boolean, clock: Clock) {
  const unknown = { outcome: 'unknown' } as const;

  async function ask(ref: string): Promise<ProviderOutcome> {
    const expand = ['payment_intent.latest_charge'];
    const session: unknown = await (await open()).checkout.sessions.retrieve(ref, { expand });
    assertAnswer<Stripe.Checkout.Session>(session, 'checkout.session');
    if (session.id !== ref || foreignness(session, live)) return unknown;
    return outcomeOfSession(session, clock.now());
  }

  return {
    start: async (request) =>
      openSession(await open(), request, clock.now()).catch((error: unknown) => {
        throw unavailable(error);
      }),
    ask: (ref) => ask(ref).catch(() => unknown),
    async close(ref) {
      // Only what is open can be closed; a slip that is out, or a paid one, answers for itself.
      await (await open()).checkout.sessions.expire(ref).catch(() => undefined);
      return ask(ref).catch(() => unknown);
    },
  } satisfies Partial<PaymentProvider>;
}

/** The same three for what is given back. */
function givingBack(open: Open, clock: Clock) {
  return {
    refund: async (request) =>
      giveBack(await open(), request, clock.now()).catch((error: unknown) => {
        throw unavailable(error);
      }),
    askRefund: async (ref) =>
      askRefund(await open(), ref, clock.now()).catch(() => ({ outcome: 'unknown' }) as const),
  } satisfies Partial<PaymentProvider>;
}

/** What the company tells by itself, or would have. */
function hearing(open: Open, settings: StripeSettings, live: boolean) {
  return {
    async notify(body, headers, now) {
      const told = { body, header: headers['stripe-signature'] };
      const event = eventOf((await open()).webhooks, told, settings.webhookSecrets, now);
      if (event === undefined) return undefined;
      return noticeOf(event, live, open).catch((error: unknown) => {
        throw unavailable(error);
      });
    },
    async *undelivered(since, now) {
      for (const event of await undeliveredEvents(await open(), since, now)) {
        yield { at: new Date(event.created * 1000), notice: await noticeOf(event, live, open) };
      }
    },
    async *payouts(sinceDay) {
      yield* payoutsSince(await open(), sinceDay);
    },
  } satisfies Partial<PaymentProvider>;
}

/**
 * Full-page Checkout of Stripe. Never run against the company's own test mode: see docs/payments.md.
 * @param options.timeoutMs until an answer is given up, other than usual
 */
export function createStripeProvider(
  settings: StripeSettings,
  clock: Clock,
  options: { readonly timeoutMs?: number } = {},
): PaymentProvider {
  const live = isLive(settings);
  let opened: Promise<Stripe> | undefined;
  const open = () => {
    opened ??= openStripe(settings, options.timeoutMs);
    return opened;
  };
  return {
    id: 'stripe',
    methods: PAYMENT_METHODS,
    // As its shops take in cash at most.
    mostYen: { konbini: 300_000 },
    formOrigins: [settings.apiBase === null ? HOSTED_PAGES : new URL(settings.apiBase).origin],
    ...paying(open, live, clock),
    ...givingBack(open, clock),
    ...hearing(open, settings, live),
  };
}
