import type { ProviderPayout } from '../books/payout.ts';
import type { Locale } from '../procedures/locale.ts';
import type {
  DisputeNotice,
  RefundNotice,
  RefundOutcome,
  RefundRequest,
  SurplusNotice,
} from '../refunds/provider-refund.ts';

/**
 * The states of a charge. What a charge shows is computed from its events; `transitions.ts` holds
 * the table, each edge with the event that it writes.
 */
export type ChargeState =
  | 'open' // nothing tried yet, or the last attempt failed
  | 'started' // the payer is at the provider
  | 'pending' // promised, not arrived (konbini slip is out)
  | 'unknown' // the provider could not be asked; never "failed"
  | 'paid'
  | 'expired' // not paid in time
  | 'cancelled' // withdrawn before it was paid
  | 'refund_due' // paid, and to be given back (withdrawn by the rules, or came too late)
  | 'refunded';

/**
 * fee: what is owed for the application itself. difference: what a changed order costs more.
 * monthly: of a month that is over. counter: beside the case, never by itself over. bill: 納付書.
 */
export type ChargeKind = 'fee' | 'difference' | 'monthly' | 'counter' | 'bill';

export interface Charge {
  readonly id: string;
  /** What it is owed for: an application or a bill, the other one is null. */
  readonly applicationId: string | null;
  readonly billId: string | null;
  readonly kind: ChargeKind;
  readonly yen: number;
  readonly lines: readonly {
    readonly item: string;
    readonly label: string;
    readonly yen: number;
    /** 歳入科目, where it is another one than the definition's for that item. */
    readonly revenueItem?: string;
  }[];
  /** The month that a bill of that kind is for, where each is billed by itself: "2026-12". */
  readonly month?: string;
  readonly state: ChargeState;
  readonly refundYen: number;
  readonly payBy: Date;
  readonly method: PaymentMethod | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
}

/**
 * What payers can choose on the site, in the order in which it is offered. All but `konbini` and
 * `bank_transfer` are paid at once, on the company's page.
 */
export const PAYMENT_METHODS = [
  'card',
  'paypay',
  'wechat_pay',
  'alipay',
  'konbini',
  'bank_transfer',
] as const;

/** At the counter: coins and notes, or a terminal that prints a slip with a number. */
export const COUNTER_METHODS = ['cash', 'card_terminal'] as const;

export function isOverTheCounter(method: PaymentMethod | null): boolean {
  return COUNTER_METHODS.some((one) => one === method);
}

export type OnlineMethod = (typeof PAYMENT_METHODS)[number];
export type CounterMethod = (typeof COUNTER_METHODS)[number];
export type PaymentMethod = OnlineMethod | CounterMethod;

export interface ChargeEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly attemptId: string | null;
  /** Unique over all events: a notification counts once. */
  readonly providerEventId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** One visit at a provider. */
export interface PaymentAttempt {
  readonly id: string;
  readonly chargeId: string;
  readonly provider: string;
  /** The provider's own name of the session; null until it answered. */
  readonly providerRef: string | null;
  readonly method: PaymentMethod | null;
  readonly url: string | null;
  readonly createdAt: Date;
}

/** What a provider says about one attempt, whichever way we heard it. */
export type ProviderOutcome =
  | { readonly outcome: 'open' }
  | {
      readonly outcome: 'pending';
      readonly method: PaymentMethod;
      /** Last moment that the provider sets; null when it sets none. */
      readonly payBy: Date | null;
      /** What has come of a transfer by now, less than all of it. */
      readonly receivedYen?: number;
      /** Where the payer sees number or account again, other than the session's own page. */
      readonly url?: string;
    }
  | {
      readonly outcome: 'paid';
      readonly method: PaymentMethod;
      readonly yen: number;
      readonly paidAt: Date;
    }
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'unknown' };

export interface StartRequest {
  readonly attemptId: string;
  readonly yen: number;
  /** What the payer chose on our page; without it the provider's page lets them choose. */
  readonly method?: OnlineMethod;
  readonly description: string;
  readonly locale: Locale;
  readonly payBy: Date;
  /** When the provider's page is to end; the same each time that it is asked for the same attempt. */
  readonly sessionEnds: Date;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

/** A payment provider: three verbs, and the same three for what is given back. Chosen in services.ts. */
export interface PaymentProvider {
  readonly id: string;
  readonly methods: readonly OnlineMethod[];
  /** What it takes at most by a method, in yen; a method that is not named has no such limit. */
  readonly mostYen?: Readonly<Partial<Record<OnlineMethod, number>>>;
  /** Origins that a form of ours may lead to (for CSP form-action). */
  readonly formOrigins: readonly string[];
  /** Opens a session; the attempt id is the idempotency key. Throws `provider_unavailable`. */
  start(request: StartRequest): Promise<{ readonly providerRef: string; readonly url: string }>;
  /** Asks the provider how the attempt stands; "unknown" when it does not answer. */
  ask(providerRef: string): Promise<ProviderOutcome>;
  /**
   * Closes a session that is still open, so that it can't be paid any more, and answers how it
   * stands now. A slip that is out can't be closed: then the answer is "pending".
   */
  close(providerRef: string): Promise<ProviderOutcome>;
  /** Checks a notification's signature over the raw bytes; undefined when forged or stale. */
  notify(
    body: Buffer,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    now: Date,
  ): Promise<ProviderNotice | undefined>;
  /**
   * Gives money back; asked twice for the same refund, it is given back once.
   * Throws `provider_unavailable` when nothing is known to have happened.
   */
  refund(
    request: RefundRequest,
  ): Promise<{ readonly refundRef: string; readonly outcome: RefundOutcome }>;
  /** Asks how a refund stands; "unknown" when there is no answer. */
  askRefund(refundRef: string): Promise<RefundOutcome>;
  /** What it paid to the town since that JST day, oldest first; absent where it pays nothing. */
  payouts?(sinceDay: string): AsyncIterable<ProviderPayout>;
  /**
   * What it told since then and could not deliver, oldest first, at most what its lists still hold.
   * Throws when the list breaks off. Absent where nothing gets lost.
   */
  undelivered?(
    since: Date,
    now: Date,
  ): AsyncIterable<{ readonly at: Date; readonly notice: ProviderNotice }>;
}

/** Whatever a provider tells, once it is known to be genuine. */
export type ProviderNotice = Notice | RefundNotice | SurplusNotice | DisputeNotice | SetAside;

interface Notice {
  readonly kind: 'payment';
  readonly eventId: string;
  readonly providerRef: string;
  /** Our reference (the attempt id) as the provider gives it back; compared before believing. */
  readonly attemptId: string;
  readonly outcome: ProviderOutcome;
}

/** Genuine, and none of our business: of another environment, in another currency, of another kind. */
export interface SetAside {
  readonly kind: 'set_aside';
  readonly eventId: string;
  readonly setAside: string;
}
