import type { Charge } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { ContactView } from '../apply/contact-view.ts';
import { chargeView } from './booking-view.ts';

/** What is owed or was paid; of a fee at the counter also where, and whether it can be paid here, too. */
export function chargeSummary(
  charge: Charge | undefined,
  words: Words,
  procedure: Pick<Procedure, 'fee'>,
  contact: Pick<ContactView, 'name' | 'place'>,
) {
  const view = chargeView(charge, words);
  const waits = view !== undefined && charge?.kind === 'counter' && charge.state === 'open';
  if (!waits) return view;
  const place: Html[] = [contact.name, contact.place].filter((line) => line !== undefined);
  const row = { key: words.t('status:charge.counter_place'), lines: place };
  const isOnline = procedure.fee.online === true;
  return {
    rows: place.length > 0 ? [...view.rows, row] : view.rows,
    ...(isOnline
      ? { pay: { href: paths.payCharge(words.locale, charge.id), text: words.t('apply:pay_now') } }
      : { note: words.t('status:counter_fee_text') }),
  };
}
