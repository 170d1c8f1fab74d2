import { randomBytes } from 'node:crypto';

/** A Checkout session of the stand-in, in the company's own shape as far as we look at it. */
export interface Session {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly livemode: boolean;
  readonly mode: 'payment';
  readonly currency: string;
  readonly client_reference_id: string | null;
  readonly allowed_payment_method_types: readonly string[];
  readonly payment_method_options: Record<string, unknown>;
  readonly amount_total: number;
  readonly created: number;
  readonly expires_at: number;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly url: string | null;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  payment_intent: Record<string, unknown> | null;
}

export type Form = URLSearchParams;

const id = (kind: string) => `${kind}_test_${randomBytes(12).toString('hex')}`;

/** Opens a session from what the real package posts. */
export function newSession(form: Form, base: string, now: number): Session {
  const name = id('cs');
  const number = (key: string) => Number(form.get(key));
  const days = form.get('payment_method_options[konbini][expires_after_days]');
  return {
    id: name,
    object: 'checkout.session',
    livemode: false,
    mode: 'payment',
    currency: form.get('line_items[0][price_data][currency]') ?? '',
    client_reference_id: form.get('client_reference_id'),
    allowed_payment_method_types: [form.get('allowed_payment_method_types[0]') ?? ''],
    payment_method_options: days === null ? {} : { konbini: { expires_after_days: Number(days) } },
    amount_total: number('line_items[0][price_data][unit_amount]'),
    created: now,
    expires_at: number('expires_at'),
    success_url: form.get('success_url') ?? '',
    cancel_url: form.get('cancel_url') ?? '',
    url: `${base}/c/pay/${name}`,
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
  };
}

/** What the company refuses of a new session; undefined when nothing. */
export function problemOf(form: Form, now: number): string | undefined {
  const ends = Number(form.get('expires_at'));
  // Between half an hour and a day after the request came.
  if (ends < now + 30 * 60 || ends > now + 24 * 3600) return 'expires_at';
  if (!(Number(form.get('line_items[0][price_data][unit_amount]')) > 0)) return 'unit_amount';
  const days = form.get('payment_method_options[konbini][expires_after_days]');
  if (days !== null && !(Number(days) >= 1 && Number(days) <= 60)) return 'expires_after_days';
  return undefined;
}

function intentFor(session: Session, status: string, more: object = {}) {
  return {
    id: id('pi'),
    object: 'payment_intent',
    status,
    amount: session.amount_total,
    currency: session.currency,
    next_action: null,
    last_payment_error: null,
    latest_charge: null,
    ...more,
  };
}

/** The payer's card was taken. */
export function payByCard(session: Session, now: number): void {
  session.status = 'complete';
  session.payment_status = 'paid';
  const latest_charge = { id: id('ch'), object: 'charge', created: now };
  session.payment_intent = intentFor(session, 'succeeded', { latest_charge });
}

/** A number for the shop is out; nothing is paid. @param ends last moment, seconds */
export function issueSlip(session: Session, ends: number): void {
  session.status = 'complete';
  const next_action = {
    type: 'konbini_display_details',
    konbini_display_details: { expires_at: ends, hosted_voucher_url: null, stores: {} },
  };
  session.payment_intent = intentFor(session, 'requires_action', { next_action });
}

/** The shop has the money. */
export function paySlip(session: Session, now: number): void {
  session.payment_status = 'paid';
  const latest_charge = { id: id('ch'), object: 'charge', created: now };
  session.payment_intent = intentFor(session, 'succeeded', { latest_charge });
}

/** Nobody came to the shop. */
export function lapseSlip(session: Session): void {
  const last_payment_error = { code: 'payment_intent_payment_attempt_expired' };
  session.payment_intent = intentFor(session, 'requires_payment_method', { last_payment_error });
}

/** As it stands in events: what belongs to it by its id alone. */
export function asTold(session: Session): object {
  const intent = session.payment_intent;
  return { ...session, payment_intent: intent?.['id'] ?? null };
}
