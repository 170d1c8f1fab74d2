import type { Bill } from '../../domain/bills/bill.ts';
import { shownNumber } from '../../domain/bills/bill-number.ts';
import { payability } from '../../domain/bills/payability.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import { fiscalYearLabel } from '../indicators/fiscal-year-label.ts';
import { billLineTexts, itemName, plainItemName } from './bill-texts.ts';

/** The national site for local taxes (地方税お支払サイト), of 地方税共同機構. */
const EL_QR_SITE = 'https://www.payment.eltax.lta.go.jp/';

/** Tone of the notice that says how the bill stands. */
const TONES = {
  paid_here: 'success',
  paid_elsewhere: 'success',
  cancelled: 'warning',
  under_way: 'warning',
  el_qr: 'info',
  too_late: 'warning',
} as const;

function facts(words: Words, bill: Bill) {
  const row = (name: string, value: unknown) => ({ key: words.t(`bills:${name}`), value });
  return [
    row('number_label', shownNumber(bill.number)),
    row('year_label', fiscalYearLabel(bill.fiscalYear, words)),
    ...(bill.segment === 'arrears' ? [row('segment_label', words.t('bills:arrears'))] : []),
    row('due_label', dateText(words, bill.dueOn)),
    row('until_label', dateText(words, bill.payUntil)),
  ];
}

/** What is owed on a bill, how it stands, and the way on. View: `bills/bill`. */
export function billView(
  services: Services,
  words: Words,
  bill: Bill,
  charge: Charge | undefined,
  typed: { readonly payer: string; readonly problem?: 'payer_wrong' } = { payer: '' },
): PageModel {
  const { locale } = words;
  const state = payability(bill, charge, todayInTokyo(services.clock.now()));
  const error = typed.problem && words.t(`bills:error.${typed.problem}`);
  return {
    title: plainItemName(services, words, bill.revenueItem),
    hasErrors: typed.problem !== undefined,
    styles: ['form.css'],
    errorSummary: { errors: error ? [{ href: '#payer', text: error }] : [] },
    name: itemName(services, words, bill.revenueItem),
    term: bill.term,
    state,
    notice:
      state === 'payable'
        ? undefined
        : {
            tone: TONES[state],
            role: 'status',
            title: words.t(`bills:state_${state}_title`),
            text: words.t(`bills:state_${state}_text`, {
              date: dateText(words, bill.payUntil),
              moment: charge?.paidAt ? momentText(words, charge.paidAt) : '',
            }),
          },
    lines: billLineTexts(words, bill),
    total: yenText(words, bill.yen),
    facts: facts(words, bill),
    payer: { value: typed.payer, error },
    action: paths.bill(locale, bill.id),
    elQrHref: EL_QR_SITE,
    payHref: charge && paths.payCharge(locale, charge.id),
    receiptHref: charge && paths.receipt(locale, charge.id),
    findHref: paths.bills(locale),
  };
}
