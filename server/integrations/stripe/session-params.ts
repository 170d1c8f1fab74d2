import type Stripe from 'stripe';
import type { OnlineMethod, StartRequest } from '../../domain/payments/payment.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { daysBetween, todayInTokyo } from '../../lib/jst-date.ts';

type Params = Stripe.Checkout.SessionCreateParams;

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

/** A name longer than that is refused. */
const LONGEST_NAME = 250;

/** The company's name of a method; a transfer pays from what has come to an account of the payer's own. */
export function stripeMethod(
  method: OnlineMethod,
): Stripe.Checkout.SessionCreateParams.AllowedPaymentMethodType {
  return method === 'bank_transfer' ? 'customer_balance' : method;
}

/** A slip lasts no longer there, however long a bill can be paid. */
const MOST_SLIP_DAYS = 60;

function slipDays(payBy: Date, now: Date): number {
  return Math.min(MOST_SLIP_DAYS, Math.max(1, daysBetween(todayInTokyo(now), todayInTokyo(payBy))));
}

function optionsOf(
  { method, payBy }: StartRequest,
  now: Date,
): Pick<Params, 'payment_method_options'> {
  switch (method) {
    case 'konbini':
      return {
        payment_method_options: { konbini: { expires_after_days: slipDays(payBy, now) } },
      };
    case 'wechat_pay':
      return { payment_method_options: { wechat_pay: { client: 'web' } } };
    case 'bank_transfer':
      return {
        payment_method_options: {
          customer_balance: {
            funding_type: 'bank_transfer',
            bank_transfer: { type: 'jp_bank_transfer' },
          },
        },
      };
    default:
      return {};
  }
}

/**
 * Opaque ids only: who pays for what is nobody's business but the town's. The same request gives
 * the same parameters, or the company refuses its key.
 * @param customer whom a transfer is for; made for this attempt alone
 */
export function sessionParams(
  request: StartRequest,
  at: Date,
  customer: string | undefined,
): Params {
  const { attemptId, yen, description, locale, method = 'card' } = request;
  return {
    mode: 'payment',
    // Yen is what is owed, and yen is what is compared.
    adaptive_pricing: { enabled: false },
    client_reference_id: attemptId,
    ...(customer !== undefined && { customer }),
    allowed_payment_method_types: [stripeMethod(method)],
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
    ...optionsOf({ ...request, method }, at),
    locale: LOCALES[locale],
    success_url: request.returnUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.sessionEnds.getTime() / 1000),
  };
}
