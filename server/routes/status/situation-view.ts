import type { Application } from '../../domain/applications/application.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { momentText, yenText } from '../apply/format-text.ts';

type Situation =
  | Exclude<Application['status'], 'awaiting_payment'>
  | 'payment_due'
  | 'konbini'
  | 'fee_konbini'
  | 'bank_transfer'
  | 'fee_bank_transfer'
  | 'payment_unknown'
  | 'waiting_over';

const TONES: Partial<Record<Situation, SituationView['tone']>> = {
  received: 'success',
  in_review: 'success',
  approved: 'success',
  granted: 'success',
  completed: 'success',
  refused: 'info',
  lapsed: 'info',
  waiting_over: 'info',
  withdrawn: 'info',
};

/** Where an application stands, as a person would say it. */
function situationOf(application: Application, charge?: Charge): Situation {
  const { status } = application;
  // Nothing was owed: what lapsed was the wait for a seat.
  if (status === 'lapsed' && charge === undefined) return 'waiting_over';
  if (status !== 'awaiting_payment' && status !== 'fee_due') return status;
  const unpaid = status === 'fee_due' ? status : 'payment_due';
  if (charge?.state === 'pending') {
    const how = charge.method === 'bank_transfer' ? 'bank_transfer' : 'konbini';
    return status === 'fee_due' ? `fee_${how}` : how;
  }
  return charge?.state === 'unknown' ? 'payment_unknown' : unpaid;
}

export interface SituationView {
  readonly situation: Situation;
  readonly title: Html;
  readonly titlePlain: string;
  readonly text: Html;
  readonly tone: 'success' | 'warning' | 'info';
}

/** Closed, and money goes back: because it was withdrawn, or because it came too late. */
const GIVES_BACK: readonly Situation[] = ['withdrawn', 'lapsed'];

/**
 * One heading and one sentence: what is, and what to do.
 * @param refundYen what goes back, over everything that was ever paid for it
 */
export function situationView(
  application: Application,
  words: Words,
  charge?: Charge,
  refundYen = charge?.refundYen ?? 0,
): SituationView {
  const situation = situationOf(application, charge);
  const params = {
    date: charge ? momentText(words, charge.payBy) : '',
    yen: charge ? yenText(words, charge.yen) : '',
    refund: yenText(words, refundYen),
  };
  const isRefunded = GIVES_BACK.includes(situation) && refundYen > 0;
  return {
    situation,
    title: words.t(`status:situation.${situation}`),
    titlePlain: words.plain(`status:situation.${situation}`),
    text: words.t(`status:situation.${situation}.${isRefunded ? 'refund' : 'text'}`, params),
    tone: TONES[situation] ?? 'warning',
  };
}

/** 「いま3番目です。」; nothing for who does not wait. */
export function waitingPlaceText(words: Words, place: number | undefined): Html | undefined {
  return place === undefined ? undefined : words.t('status:waiting_place', { place });
}

/** A number for the shop or an account for a transfer is out. */
export function isPromised({ situation }: Pick<SituationView, 'situation'>): boolean {
  return ['konbini', 'fee_konbini', 'bank_transfer', 'fee_bank_transfer'].includes(situation);
}

/** While nobody knows whether it was paid, nobody is led to pay again. */
export function isPayable({ situation }: SituationView): boolean {
  return situation === 'payment_due' || situation === 'fee_due' || isPromised({ situation });
}
