import { shownNumber } from '../../domain/bills/bill-number.ts';
import type { PaymentMethod } from '../../domain/payments/payment.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { dateText } from '../apply/format-text.ts';
import { pickLocal, procedureText } from '../apply/procedure-text.ts';
import type { ReceiptParts } from './load-receipt.ts';
import type { SlipRow, Text } from './slip.ts';

const METHOD_KEYS: Readonly<Record<PaymentMethod, string>> = {
  card: 'receipts:method.card',
  paypay: 'receipts:method.paypay',
  wechat_pay: 'receipts:method.wechat_pay',
  alipay: 'receipts:method.alipay',
  konbini: 'receipts:method.konbini',
  bank_transfer: 'receipts:method.bank_transfer',
  cash: 'receipts:method.cash',
  card_terminal: 'receipts:method.card_terminal',
};

/** 指定納付受託者 of that provider, where the town names one. */
function agentName({ library }: Services, words: Words, provider: string): Html | undefined {
  const agent = library.municipality.payment_agents?.[provider];
  return agent && pickLocal(agent.name, words.locale);
}

/** What was paid for. */
export function aboutRows(words: Words, { application, procedure, bill, booking }: ReceiptParts) {
  const row = (key: string, ...lines: Text[]): SlipRow => ({ key: words.t(key), lines });
  const title = procedure && procedureText(procedure, words, 'title');
  return [
    ...(title ? [row('receipts:for', title)] : []),
    ...(application ? [row('apply:receipt_number', application.number)] : []),
    ...(bill ? [row('receipts:bill_number', shownNumber(bill.number), bill.term)] : []),
    ...(booking ? [row('receipts:used_on', dateText(words, booking.day))] : []),
  ];
}

/** When and how. */
export function paidRows(
  services: Services,
  words: Words,
  { charge, money }: ReceiptParts,
): SlipRow[] {
  const { paidAt, method } = charge;
  const agent = money.provider === null ? undefined : agentName(services, words, money.provider);
  const how = [
    ...(method === null ? [] : [words.t(METHOD_KEYS[method])]),
    ...(agent === undefined ? [] : [words.t('receipts:agent', { name: agent })]),
  ];
  return [
    ...(paidAt === null
      ? []
      : [{ key: words.t('receipts:paid_on'), lines: [dateText(words, todayInTokyo(paidAt))] }]),
    ...(how.length === 0 ? [] : [{ key: words.t('receipts:method'), lines: how }]),
  ];
}
