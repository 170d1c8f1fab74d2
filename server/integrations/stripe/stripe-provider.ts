import type Stripe from 'stripe';
import type { StripeSettings } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  PAYMENT_METHODS,
  type PaymentProvider,
  type ProviderOutcome,
  type StartRequest,
} from '../../domain/payments/payment.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Clock } from '../../lib/clock.ts';
import { daysBetween, todayInTokyo } from '../../lib/jst-date.ts';
import { isLive, openStripe } from './stripe-client.ts';
import { noticeOf } from './stripe-event.ts';
import { foreignness, outcomeOfSession } from './stripe-outcome.ts';

const HOSTED_PAGES = 'https://checkout.stripe.com';

/** The company's page in the reader's language; easy Japanese is not one of its own. */
const LOCALES: Readonly<Record<Locale, Stripe.Checkout.SessionCreateParams.Locale>> = {
  ja: 'ja',
  'ja-easy': 'ja',
  en: 'en',
  'zh-Hans': 'zh',
  ko: 'ko',
  'pt-BR': 'pt-BR',
  vi: 'vi',
  fil: 'fil',
};

/** An older notification may be somebody's copy. */
const TOLERANCE_SECONDS = 300;

/** A name longer than that is refused. */
const LONGEST_NAME = 250;

function slipDays(payBy: Date, now: Date): number {
  return Math.max(1, daysBetween(todayInTokyo(now), todayInTokyo(payBy)));
}

/** Opaque ids only: who pays for what is nobody's business but the town's. */
function paramsOf(request: StartRequest, now: Date): Stripe.Checkout.SessionCreateParams {
  const { attemptId, yen, description, locale, method = 'card', payBy } = request;
  const isSlip = method === 'konbini';
  return {
    mode: 'payment',
    client_reference_id: attemptId,
    allowed_payment_method_types: [method],
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'jpy',
          unit_amount: yen,
          product_data: { name: description.slice(0, LONGEST_NAME) },
        },
      },
    ],
    payment_intent_data: { metadata: { attempt: attemptId } },
    ...(isSlip && {
      payment_method_options: { konbini: { expires_after_days: slipDays(payBy, now) } },
    }),
    ...(method === 'wechat_pay' && {
      payment_method_options: { wechat_pay: { client: 'web' as const } },
    }),
    locale: LOCALES[locale],
    success_url: request.returnUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.sessionEnds.getTime() / 1000),
  };
}

/** An answer that says nothing wrong may still be no session (the package takes any 2xx for one). */
function assertSession(value: unknown): asserts value is Stripe.Checkout.Session {
  const { object, id } = (value ?? {}) as Partial<Stripe.Checkout.Session>;
  if (object !== 'checkout.session' || typeof id !== 'string') {
    throw new DomainError('provider_unavailable');
  }
}

/** Full-page Checkout of Stripe. Never run against the company's own test mode: see docs/payments.md. */
export function createStripeProvider(settings: StripeSettings, clock: Clock): PaymentProvider {
  const live = isLive(settings);
  let opened: Promise<Stripe> | undefined;
  const stripe = () => {
    opened ??= openStripe(settings);
    return opened;
  };

  async function ask(ref: string): Promise<ProviderOutcome> {
    const expand = ['payment_intent.latest_charge'];
    const session: unknown = await (await stripe()).checkout.sessions.retrieve(ref, { expand });
    assertSession(session);
    if (session.id !== ref || foreignness(session, live)) return { outcome: 'unknown' };
    return outcomeOfSession(session, clock.now());
  }

  return {
    id: 'stripe',
    methods: PAYMENT_METHODS,
    formOrigins: [settings.apiBase === null ? HOSTED_PAGES : new URL(settings.apiBase).origin],
    async start(request) {
      const idempotencyKey = `attempt-${request.attemptId}`;
      try {
        const session: unknown = await (await stripe()).checkout.sessions.create(
          paramsOf(request, clock.now()),
          { idempotencyKey },
        );
        assertSession(session);
        if (!session.url) throw new DomainError('provider_unavailable');
        return { providerRef: session.id, url: session.url };
      } catch (error) {
        throw error instanceof DomainError
          ? error
          : new DomainError('provider_unavailable', { cause: codeOf(error) });
      }
    },
    ask: (ref) => ask(ref).catch(() => ({ outcome: 'unknown' })),
    async close(ref) {
      // Only what is open can be closed; a slip that is out, or a paid one, answers for itself.
      await (await stripe()).checkout.sessions.expire(ref).catch(() => undefined);
      return ask(ref).catch(() => ({ outcome: 'unknown' }));
    },
    async notify(body, headers, now) {
      const signature = headers['stripe-signature'];
      if (typeof signature !== 'string') return undefined;
      const { webhooks } = await stripe();
      for (const secret of settings.webhookSecrets) {
        const event = verified(webhooks, { body, signature, secret, now });
        if (event !== undefined) return noticeOf(event, live);
      }
      return undefined;
    },
  };
}

/** undefined when it was signed with another secret, too long ago, or is no event. */
function verified(
  webhooks: Stripe['webhooks'],
  told: {
    readonly body: Buffer;
    readonly signature: string;
    readonly secret: string;
    readonly now: Date;
  },
): Stripe.Event | undefined {
  const { body, signature, secret, now } = told;
  try {
    return webhooks.constructEvent(
      body,
      signature,
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    );
  } catch {
    return undefined;
  }
}

/** What went wrong, without what was sent. */
function codeOf(error: unknown): string {
  const { code, type } = error as { code?: unknown; type?: unknown };
  return String(code ?? type ?? 'no_answer');
}
