import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';

/** A session as the stand-in keeps it: what belongs to it is kept by its id. */
export type Session = Stripe.Checkout.Session & { payment_intent: string | null };
export type Intent = Stripe.PaymentIntent & { latest_charge: string | null };

export const newId = (kind: string) => `${kind}_test_${randomBytes(12).toString('hex')}`;

/** What the company's objects say of a session that was opened for one payment in yen. */
const PLAIN_SESSION = {
  adaptive_pricing: null,
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer_account: null,
  customer_creation: null,
  customer_details: null,
  customer_email: null,
  discounts: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  managed_payments: null,
  metadata: {},
  origin_context: null,
  payment_link: null,
  payment_method_collection: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  submit_type: null,
  subscription: null,
  total_details: null,
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

/** Opens a session from what the real package posts. */
export function newSession(form: URLSearchParams, base: string, now: number): Session {
  const id = newId('cs');
  const number = (key: string) => Number(form.get(key));
  const days = form.get('payment_method_options[konbini][expires_after_days]');
  const method = form.get('allowed_payment_method_types[0]') ?? '';
  const yen = number('line_items[0][price_data][unit_amount]');
  const attempt = form.get('payment_intent_data[metadata][attempt]') ?? '';
  const session: Stripe.Checkout.Session = {
    ...structuredClone(PLAIN_SESSION),
    id,
    object: 'checkout.session',
    livemode: false,
    mode: 'payment',
    currency: form.get('line_items[0][price_data][currency]') ?? '',
    client_reference_id: form.get('client_reference_id'),
    customer: form.get('customer'),
    allowed_payment_method_types: [method],
    payment_method_types: [method],
    payment_method_options:
      days === null
        ? {}
        : { konbini: { expires_after_days: Number(days), setup_future_usage: 'none' } },
    amount_subtotal: yen,
    amount_total: yen,
    created: now,
    expires_at: number('expires_at'),
    success_url: form.get('success_url') ?? '',
    cancel_url: form.get('cancel_url') ?? '',
    locale: (form.get('locale') ?? null) as Stripe.Checkout.Session.Locale | null,
    metadata: { attempt },
    url: `${base}/c/pay/${id}`,
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
  };
  return session as Session;
}

export function newIntent(session: Session, now: number): Intent {
  const yen = session.amount_total ?? 0;
  const intent: Stripe.PaymentIntent = {
    id: newId('pi'),
    object: 'payment_intent',
    allowed_payment_method_types: session.allowed_payment_method_types,
    amount: yen,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: null,
    confirmation_method: 'automatic',
    created: now,
    currency: session.currency ?? '',
    customer: session.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: { ...session.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_action',
    transfer_data: null,
    transfer_group: null,
  };
  return intent as Intent;
}

export function newCharge(intent: Intent, now: number): Stripe.Charge {
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: now,
    currency: intent.currency,
    customer: intent.customer,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: null,
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: intent.id,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

export function newRefund(
  charge: Stripe.Charge,
  asked: { readonly yen: number; readonly metadata: Stripe.Metadata; readonly status: string },
  now: number,
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: asked.yen,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: asked.metadata,
    payment_intent: charge.payment_intent,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: asked.status,
    transfer_reversal: null,
  };
}

/** Money that moved in the town's account at the company. @param category as its reports call it */
export function newMovement(
  type: Stripe.BalanceTransaction.Type,
  category: string,
  about: { readonly source: string; readonly yen: number; readonly fee?: number },
  now: number,
): Stripe.BalanceTransaction {
  const { source, yen, fee = 0 } = about;
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: yen,
    available_on: now,
    balance_type: 'payments',
    created: now,
    currency: 'jpy',
    description: null,
    exchange_rate: null,
    fee,
    fee_details: [],
    net: yen - fee,
    reporting_category: category,
    source,
    status: 'available',
    type,
  };
}

export function newPayout(yen: number, arrives: number, now: number): Stripe.Payout {
  return {
    id: newId('po'),
    object: 'payout',
    amount: yen,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: arrives,
    automatic: true,
    balance_transaction: null,
    created: now,
    currency: 'jpy',
    description: null,
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'paid',
    trace_id: null,
    type: 'bank_account',
  };
}
