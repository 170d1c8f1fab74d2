import type { Charge } from '../../domain/payments/payment.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { withMonth } from '../payments/owed-lines.ts';
import { chargeView } from './booking-view.ts';

/** What expired or was called off, and never brought money, says nothing any more. */
const SILENT: readonly Charge['state'][] = ['expired', 'cancelled'];

interface OtherCharge {
  readonly title: Html;
  readonly rows: NonNullable<ReturnType<typeof chargeView>>['rows'];
  /** It can't be paid here any more. */
  readonly text?: Html;
  /** Of a month that is over: where it is paid. */
  readonly payHref?: string;
  /** Once it was paid. */
  readonly receiptHref?: string;
}

/** Differences of changed orders and months' bills, beside what was owed for the application itself. */
export function otherCharges(charges: readonly Charge[], words: Words): readonly OtherCharge[] {
  return charges.flatMap((charge): readonly OtherCharge[] => {
    const { kind, state, month } = charge;
    if (kind !== 'difference' && kind !== 'monthly') return [];
    const isOwed = kind === 'monthly' && state === 'expired';
    const view = !SILENT.includes(state) || isOwed ? chargeView(charge, words) : undefined;
    if (!view) return [];
    const title = words.t(`status:charge_title.${kind}`);
    const isPayable = kind === 'monthly' && (state === 'open' || state === 'started');
    return [
      {
        title: month === undefined ? title : withMonth(words, title, month),
        rows: view.rows,
        ...(charge.paidAt && { receiptHref: paths.receipt(words.locale, charge.id) }),
        ...(isOwed && { text: words.t('status:overdue_call') }),
        ...(isPayable && { payHref: paths.payCharge(words.locale, charge.id) }),
      },
    ];
  });
}
