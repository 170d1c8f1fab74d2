import type Stripe from 'stripe';
import {
  PAYMENT_METHODS,
  type PaymentMethod,
  type ProviderOutcome,
} from '../../domain/payments/payment.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import { stripeMethod } from './session-params.ts';

type Session = Stripe.Checkout.Session;

/** Asked for when the session itself does not say. */
const SLIP_DAYS = 3;

/** A session is opened for one method, so that it says by which one it was paid. */
function methodOf({ allowed_payment_method_types: allowed }: Session): PaymentMethod {
  return PAYMENT_METHODS.find((method) => allowed?.includes(stripeMethod(method))) ?? 'card';
}

/** Only there when it was asked for; notifications carry the id alone. */
function intentOf({ payment_intent: intent }: Session): Stripe.PaymentIntent | undefined {
  return typeof intent === 'object' && intent !== null ? intent : undefined;
}

const moment = (seconds: number) => new Date(seconds * 1000);

/** Last moment at the shop: 23:59:59 in Tokyo, so many days after the slip was made. */
function slipEnds(session: Session, madeAt: Date): Date {
  const told = intentOf(session)?.next_action?.konbini_display_details?.expires_at;
  if (told) return moment(told);
  const days = session.payment_method_options?.konbini?.expires_after_days ?? SLIP_DAYS;
  return new Date(`${addDays(todayInTokyo(madeAt), days)}T23:59:59+09:00`);
}

/** Of a transfer, before all of it is there. */
function yenThatCame(intent: Stripe.PaymentIntent | undefined): number {
  const remaining = intent?.next_action?.display_bank_transfer_instructions?.amount_remaining;
  return intent && typeof remaining === 'number' ? intent.amount - remaining : 0;
}

/** The company's page with number or account; the session's own has nothing to show any more. */
function pageOf(intent: Stripe.PaymentIntent | undefined): string | undefined {
  const next = intent?.next_action;
  return (
    next?.konbini_display_details?.hosted_voucher_url ??
    next?.display_bank_transfer_instructions?.hosted_instructions_url ??
    undefined
  );
}

/** When it was paid: of the charge if it is there, else the moment at which it was told. */
function paidAt(session: Session, toldAt: Date): Date {
  const charge = intentOf(session)?.latest_charge;
  return typeof charge === 'object' && charge !== null ? moment(charge.created) : toldAt;
}

function unpaid(session: Session, toldAt: Date): ProviderOutcome {
  const intent = intentOf(session);
  // Told by the company: the slip's time is over, or the payment was refused after all.
  if (intent?.status === 'canceled' || intent?.status === 'requires_payment_method') {
    return { outcome: 'failed', reason: intent.last_payment_error?.code ?? intent.status };
  }
  const method = methodOf(session);
  const details =
    method === 'bank_transfer'
      ? { payBy: null, receivedYen: yenThatCame(intent) }
      : { payBy: slipEnds(session, toldAt) };
  const url = pageOf(intent);
  return { outcome: 'pending', method, ...details, ...(url && { url }) };
}

/**
 * What a Checkout session says about a payment. `complete` is not "paid": a slip for a shop is
 * complete when it is out. @param toldAt when it was said
 */
export function outcomeOfSession(session: Session, toldAt: Date): ProviderOutcome {
  if (session.status === 'open') return { outcome: 'open' };
  if (session.payment_status === 'paid') {
    const yen = session.amount_total ?? 0;
    return { outcome: 'paid', method: methodOf(session), yen, paidAt: paidAt(session, toldAt) };
  }
  return session.status === 'expired' ? { outcome: 'expired' } : unpaid(session, toldAt);
}

/** Why a session is not one of ours; undefined when it is. Yen have no decimals (JPY). */
export function foreignness(session: Session, live: boolean): string | undefined {
  if (session.livemode !== live) return 'livemode';
  if (session.currency !== null && session.currency !== 'jpy') return 'currency';
  return session.mode === 'payment' ? undefined : 'mode';
}
