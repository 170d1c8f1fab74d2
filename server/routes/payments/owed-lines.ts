import { computeFee } from '../../domain/fees/compute-fee.ts';
import { feeOfMonth } from '../../domain/fees/months-of-use.ts';
import { computeJourney } from '../../domain/procedures/journey.ts';
import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { feeTexts } from '../apply/fee-texts.ts';
import { yenText } from '../apply/format-text.ts';
import { pricingFor } from '../apply/pricing.ts';
import { localHtml } from '../apply/procedure-text.ts';
import { billLineTexts } from '../bills/bill-texts.ts';
import type { ApplicationPayment, Payment } from './load-payment.ts';

/** What is owed for one month of several. */
export function withMonth(words: Words, label: Html, month: string): Html {
  const name = rubyHtml(formatJstMonth(month, words.locale));
  return words.t('payments:line_of_month', { label, month: name });
}

export interface OwedLine {
  readonly label: Html;
  readonly amount: Html;
}

/**
 * What is owed, line by line, in the reader's language. The charge itself remembers its lines in
 * Japanese; their words in other languages come from the rules once more, and are used only where
 * they say the same yen.
 */
export function owedLines(services: Services, words: Words, payment: Payment): readonly OwedLine[] {
  const { charge, bill } = payment;
  if (bill === null) return linesOfApplication(services, words, payment);
  // A bill is not changed while somebody pays it; should its charge be older, it says what it was.
  if (bill.yen === charge.yen) return billLineTexts(words, bill);
  return charge.lines.map(({ label, yen }) => ({
    label: localHtml(label, words.locale, label),
    amount: yenText(words, yen),
  }));
}

function linesOfApplication(
  services: Services,
  words: Words,
  payment: ApplicationPayment,
): readonly OwedLine[] {
  const { charge, application, procedure } = payment;
  // The answers behind it are not the case's yet: there is one word for all of it.
  if (charge.kind === 'difference') {
    const label = words.t('status:charge_title.difference');
    return charge.lines.map(({ yen }) => ({ label, amount: yenText(words, yen) }));
  }
  const { month } = charge;
  // What a month costs was counted with the amounts of its first day.
  const today = month === undefined ? todayInTokyo(application.submittedAt) : `${month}-01`;
  const pricing = pricingFor(services, today);
  const texts =
    procedure &&
    feeTexts(
      procedure,
      words,
      month === undefined
        ? computeFee(procedure, computeJourney(procedure, application.answers, { today }), pricing)
        : feeOfMonth(procedure, application.answers, month, pricing),
    );
  const same =
    texts?.lines.length === charge.lines.length &&
    texts.lines.every((line, index) => line.yen === charge.lines[index]?.yen);
  const named = (label: Html | undefined) =>
    month === undefined ? label : label && withMonth(words, label, month);
  return charge.lines.map((line, index) => ({
    label:
      (same && named(texts.lines[index]?.label)) || localHtml(line.label, words.locale, line.label),
    amount: yenText(words, line.yen),
  }));
}
