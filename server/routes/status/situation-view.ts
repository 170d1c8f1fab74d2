import type { Application } from '../../domain/applications/application.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { momentText, yenText } from '../apply/format-text.ts';

type Situation =
  | 'received'
  | 'payment_due'
  | 'konbini'
  | 'payment_unknown'
  | 'lapsed'
  | 'withdrawn';

/** Where an application stands, as a person would say it. */
function situationOf(application: Application, charge?: Charge): Situation {
  if (application.status !== 'awaiting_payment') return application.status;
  if (charge?.state === 'pending') return 'konbini';
  return charge?.state === 'unknown' ? 'payment_unknown' : 'payment_due';
}

export interface SituationView {
  readonly situation: Situation;
  readonly title: Html;
  readonly titlePlain: string;
  readonly text: Html;
  readonly tone: 'success' | 'warning' | 'info';
}

/** One heading and one sentence: what is, and what to do. */
export function situationView(
  application: Application,
  words: Words,
  charge?: Charge,
): SituationView {
  const situation = situationOf(application, charge);
  const params = {
    date: charge ? momentText(words, charge.payBy) : '',
    yen: charge ? yenText(words, charge.yen) : '',
    refund: charge ? yenText(words, charge.refundYen) : '',
  };
  const isRefunded = situation === 'withdrawn' && (charge?.refundYen ?? 0) > 0;
  const isOpen = situation === 'received';
  const isClosed = situation === 'lapsed' || situation === 'withdrawn';
  return {
    situation,
    title: words.t(`status:situation.${situation}`),
    titlePlain: words.plain(`status:situation.${situation}`),
    text: words.t(`status:situation.${situation}.${isRefunded ? 'refund' : 'text'}`, params),
    tone: isOpen ? 'success' : isClosed ? 'info' : 'warning',
  };
}

/** While nobody knows whether it was paid, nobody is led to pay again. */
export function isPayable({ situation }: SituationView): boolean {
  return situation === 'payment_due' || situation === 'konbini';
}
