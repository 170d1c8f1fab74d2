import type Stripe from 'stripe';
import { newDispute } from './dispute.ts';
import {
  type Intent,
  newCharge,
  newId,
  newIntent,
  newMovement,
  newPayout,
  newRefund,
  newSession,
  type Session,
} from './objects.ts';

/** What the company keeps of each payment, in 10,000ths of it. */
const FEE = 360;
const DISPUTE_FEE = 1500;

const found = <T>(map: ReadonlyMap<string, T>, id: string): T => {
  const one = map.get(id);
  if (one === undefined) throw new Error(`the stand-in knows no ${id}`);
  return one;
};

interface Customer {
  readonly id: string;
  readonly object: 'customer';
  readonly metadata: Stripe.Metadata;
  readonly cash_balance: { readonly object: string; readonly available: { jpy: number } };
}

/** The company's own books, and what payers, shops, banks and card holders do to them. */
export class CompanyBooks {
  readonly sessions = new Map<string, Session>();
  readonly intents = new Map<string, Intent>();
  readonly charges = new Map<string, Stripe.Charge>();
  readonly refunds = new Map<string, Stripe.Refund>();
  readonly disputes = new Map<string, Stripe.Dispute>();
  readonly customers = new Map<string, Customer>();
  readonly cashMoves = new Map<string, { id: string; customer: string }>();
  readonly movements: (Stripe.BalanceTransaction & { payout?: string })[] = [];
  readonly payouts: Stripe.Payout[] = [];
  /** How the next refund of a card begins; shops and banks always have to ask the payer first. */
  nextRefund: 'succeeded' | 'pending' = 'succeeded';
  readonly #now: () => number;
  readonly #base: () => string;

  constructor(base: () => string, now: () => number) {
    this.#base = base;
    this.#now = now;
  }

  openSession(form: URLSearchParams): Session {
    const session = newSession(form, this.#base(), this.#now());
    this.sessions.set(session.id, session);
    return session;
  }

  openCustomer(metadata: Stripe.Metadata): Customer {
    const cash_balance = { object: 'cash_balance', available: { jpy: 0 } } as const;
    const customer = { id: newId('cus'), object: 'customer' as const, metadata, cash_balance };
    this.customers.set(customer.id, customer);
    return customer;
  }

  #intentOf(session: Session): Intent {
    const known = session.payment_intent && this.intents.get(session.payment_intent);
    if (known) return known;
    const intent = newIntent(session, this.#now());
    this.intents.set(intent.id, intent);
    session.payment_intent = intent.id;
    return intent;
  }

  #move(...movement: Parameters<typeof newMovement>): Stripe.BalanceTransaction {
    const made = newMovement(...movement);
    this.movements.push(made);
    return made;
  }

  /** The payer has given a mail address and pressed the button on the company's page. */
  #complete(session: Session): Intent {
    session.status = 'complete';
    session.customer_details = {
      address: null,
      business_name: null,
      email: 'payer@example.jp',
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    };
    return this.#intentOf(session);
  }

  /** The money is there: by card or app at once, else when shop or bank have it. */
  paid(id: string): void {
    const session = found(this.sessions, id);
    const intent = this.#complete(session);
    const charge = newCharge(intent, this.#now());
    const category = session.payment_method_types[0] === 'card' ? 'charge' : 'payment';
    const fee = Math.round((charge.amount * FEE) / 10_000);
    const about = { source: charge.id, yen: charge.amount, fee };
    charge.balance_transaction = this.#move(category, 'charge', about, this.#now()).id;
    this.charges.set(charge.id, charge);
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    intent.next_action = null;
    intent.latest_charge = charge.id;
    session.payment_status = 'paid';
  }

  /** A number for the shop is out; nothing is paid. @param ends last moment, seconds */
  slipOut(id: string, ends: number): void {
    const intent = this.#complete(found(this.sessions, id));
    const stores = { familymart: null, lawson: null, ministop: null, seicomart: null };
    const hosted_voucher_url = `${this.#base()}/voucher/${id}`;
    intent.next_action = {
      type: 'konbini_display_details',
      konbini_display_details: { expires_at: ends, hosted_voucher_url, stores },
    };
  }

  /** The account to send the money to is shown; so much has come of it by now. */
  accountShown(id: string, cameYen = 0): void {
    const intent = this.#complete(found(this.sessions, id));
    intent.next_action = {
      type: 'display_bank_transfer_instructions',
      display_bank_transfer_instructions: {
        amount_remaining: intent.amount - cameYen,
        currency: 'jpy',
        hosted_instructions_url: `${this.#base()}/transfer/${id}`,
        reference: null,
        type: 'jp_bank_transfer',
      },
    };
  }

  /** More came than was owed; what is too much stays with its payer. @returns id of the movement */
  tooMuch(id: string, yen: number): string {
    const customer = found(this.customers, String(found(this.sessions, id).customer));
    customer.cash_balance.available.jpy += yen;
    const move = {
      id: newId('ccsbtxn'),
      object: 'customer_cash_balance_transaction',
      created: this.#now(),
      currency: 'jpy',
      customer: customer.id,
      customer_account: null,
      ending_balance: customer.cash_balance.available.jpy,
      livemode: false,
      net_amount: yen,
      type: 'funded',
    };
    this.cashMoves.set(move.id, move);
    return move.id;
  }

  /** Out of that, to an account that the payer is asked for. */
  refundSurplus(customerId: string, yen: number, metadata: Stripe.Metadata): Stripe.Refund {
    found(this.customers, customerId).cash_balance.available.jpy -= yen;
    const from = { id: null, customer: customerId, currency: 'jpy', payment_intent: null };
    const asked = { yen, metadata, status: 'requires_action' };
    const refund = newRefund(from as unknown as Stripe.Charge, asked, this.#now());
    this.refunds.set(refund.id, refund);
    return refund;
  }

  /** Nobody came to the shop. */
  slipLapsed(id: string): void {
    const intent = this.#intentOf(found(this.sessions, id));
    intent.status = 'requires_payment_method';
    intent.next_action = null;
    intent.last_payment_error = {
      type: 'invalid_request_error',
      code: 'payment_intent_payment_attempt_expired',
    };
  }

  /** Cards go back at once; for shops and banks the company asks the payer for an account first. */
  refund(intentId: string, yen: number, metadata: Stripe.Metadata): Stripe.Refund {
    const intent = found(this.intents, intentId);
    const charge = found(this.charges, intent.latest_charge ?? '');
    const isCard = intent.payment_method_types[0] === 'card';
    const status = isCard ? this.nextRefund : 'requires_action';
    const refund = newRefund(charge, { yen, metadata, status }, this.#now());
    this.refunds.set(refund.id, refund);
    charge.amount_refunded += yen;
    charge.refunded = charge.amount_refunded === charge.amount;
    const about = { source: refund.id, yen: -yen };
    const type = isCard ? 'refund' : 'payment_refund';
    refund.balance_transaction = this.#move(type, 'refund', about, this.#now()).id;
    return refund;
  }

  /** What becomes of a refund; a failed one gives the town its money back. */
  refundBecomes(id: string, status: 'pending' | 'succeeded' | 'failed' | 'canceled'): void {
    const refund = found(this.refunds, id);
    refund.status = status;
    if (status !== 'failed' && status !== 'canceled') return;
    if (status === 'failed') refund.failure_reason = 'expired_or_canceled_card';
    const charge = found(this.charges, String(refund.charge));
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    const about = { source: refund.id, yen: refund.amount };
    refund.failure_balance_transaction = this.#move(
      'refund_failure',
      'refund_failure',
      about,
      this.#now(),
    ).id;
  }

  /** A card holder objects: the money is taken back until it is settled. */
  dispute(sessionId: string): Stripe.Dispute {
    const intent = this.#intentOf(found(this.sessions, sessionId));
    const charge = found(this.charges, intent.latest_charge ?? '');
    const dispute = newDispute(charge, this.#now());
    charge.disputed = true;
    this.disputes.set(dispute.id, dispute);
    const about = { source: dispute.id, yen: -dispute.amount, fee: DISPUTE_FEE };
    dispute.balance_transactions = [this.#move('adjustment', 'dispute', about, this.#now())];
    return dispute;
  }

  disputeEnds(id: string, status: 'won' | 'lost'): void {
    const dispute = found(this.disputes, id);
    dispute.status = status;
    if (status === 'lost') return;
    const about = { source: dispute.id, yen: dispute.amount };
    const back = this.#move('adjustment', 'dispute_reversal', about, this.#now());
    dispute.balance_transactions.push(back);
  }

  /** Pays the town all that is its own by now. @param arrives day at midnight UTC, seconds */
  payOut(arrives: number): Stripe.Payout {
    const open = this.movements.filter(({ payout }) => payout === undefined);
    const yen = open.reduce((sum, { net }) => sum + net, 0);
    const payout = newPayout(yen, arrives, this.#now());
    const movement = this.#move('payout', 'payout', { source: payout.id, yen: -yen }, this.#now());
    payout.balance_transaction = movement.id;
    for (const one of this.movements) one.payout ??= payout.id;
    this.payouts.push(payout);
    return payout;
  }

  /** Every object by its id, as it is put in the place of the id when it is asked for so. */
  byId(id: string): object | undefined {
    const all = [this.sessions, this.intents, this.charges, this.refunds, this.disputes];
    const others = [this.customers, this.cashMoves];
    for (const map of [...all, ...others]) if (map.has(id)) return map.get(id);
    return undefined;
  }
}
