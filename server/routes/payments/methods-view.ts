import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import type { PaymentMethod } from '../../domain/payments/payment.ts';
import { isPaidLater, newPaidLaterBy } from '../../domain/payments/payment-deadlines.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { momentText } from '../apply/format-text.ts';

/** One way to pay, with how it works and until when. */
interface MethodView {
  readonly method: PaymentMethod;
  readonly heading: Html;
  readonly text: Html;
  readonly points: readonly Html[];
  /** Absent where it is too late for this one; `text` then says so. */
  readonly button: Html | undefined;
}

/** What somebody wants to know before choosing; the deadline is added to it. */
const POINTS: Readonly<Partial<Record<PaymentMethod, readonly string[]>>> = {
  konbini: ['konbini_shops', 'konbini_again'],
  bank_transfer: ['bank_transfer_days', 'bank_transfer_fee'],
};

interface Owed {
  readonly yen: number;
  readonly payBy: Date;
  /** JST date before which it has to be paid, or null. */
  readonly bookedDay: string | null;
  /** On a bill there is no day of use that would be near. */
  readonly isBill: boolean;
}

/** Last moment for that method; undefined when it is too late for it. */
function lastMoment(method: PaymentMethod, owed: Owed, now: Date): Date | undefined {
  return isPaidLater(method) ? newPaidLaterBy(method, now, owed.bookedDay, owed.payBy) : owed.payBy;
}

/** Every way to pay that the town offers, explained in the reader's language. */
export function methodsView(
  { library, providers, clock }: Services,
  words: Words,
  owed: Owed,
): readonly MethodView[] {
  const { payment_methods } = library.municipality;
  return offeredMethods(payment_methods, providers, owed.yen).map((method) => {
    const t = (key: string) => words.t(`payments:${method}_${key}`);
    const heading = t('heading');
    const last = lastMoment(method, owed, clock.now());
    if (last === undefined) {
      const text = owed.isBill ? words.t('bills:method_too_late') : t('too_late');
      return { method, heading, text, points: [], button: undefined };
    }
    const points = POINTS[method] ?? ['at_once_time'];
    return {
      method,
      heading,
      text: t('text'),
      points: [
        ...points.map((key) => words.t(`payments:${key}`)),
        words.t('payments:konbini_until', { moment: momentText(words, last) }),
      ],
      button: t('button'),
    };
  });
}
