import { shownNumber } from '../../domain/bills/bill-number.ts';
import type { PaymentMethod } from '../../domain/payments/payment.ts';
import { returnedYen, taxSums } from '../../domain/receipts/compose-receipt.ts';
import type { ReceiptLine } from '../../domain/receipts/receipt.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { dateText, yenText } from '../apply/format-text.ts';
import { pickLocal, procedureText } from '../apply/procedure-text.ts';
import { owedLines } from '../payments/owed-lines.ts';
import type { ReceiptParts } from './load-receipt.ts';

type Text = Html | string;

export interface SlipRow {
  readonly key: Text;
  readonly lines: readonly Text[];
}

/** A receipt in one language. */
export interface Slip {
  readonly title: Text;
  /** 再発行 */
  readonly mark: Text | undefined;
  /** 「見本 花子 様」 */
  readonly payer: Text | undefined;
  readonly amount: Text;
  readonly received: Text;
  readonly headings: Readonly<Record<'lines' | 'tax' | 'issuer', Text>>;
  readonly rows: readonly SlipRow[];
  /** What was paid for, line by line. */
  readonly lines: readonly (SlipRow & { readonly amount: Text })[];
  /** Consumption tax by rate and registration. */
  readonly taxes: readonly SlipRow[];
  /** What has gone back, and why no stamp is on it. */
  readonly notes: readonly Text[];
}

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

/** Of the account that the line belongs to, else the town's own. */
function invoiceNumber({ revenue, library }: Services, line: ReceiptLine): string | undefined {
  return revenue.items.get(line.revenueItem)?.invoiceNumber ?? library.municipality.invoice_number;
}

function taxRows(services: Services, words: Words, lines: readonly ReceiptLine[]): SlipRow[] {
  const byNumber = Map.groupBy(lines, (line) => invoiceNumber(services, line));
  return [...byNumber].flatMap(([number, own]) => {
    const rows = taxSums(own).map(({ percent, yen, taxYen }) => ({
      key: words.t('receipts:tax_rate', { percent }),
      lines: [
        words.t('receipts:tax_within', { yen: yenText(words, yen), tax: yenText(words, taxYen) }),
      ],
    }));
    const registered = number === undefined || rows.length === 0 ? [] : [number];
    return [
      ...rows,
      ...registered.map((one) => ({ key: words.t('receipts:invoice_number'), lines: [one] })),
    ];
  });
}

function aboutRows(words: Words, { application, procedure, bill, booking }: ReceiptParts) {
  const row = (key: string, ...lines: Text[]): SlipRow => ({ key: words.t(key), lines });
  const title = procedure && procedureText(procedure, words, 'title');
  return [
    ...(title ? [row('receipts:for', title)] : []),
    ...(application ? [row('apply:receipt_number', application.number)] : []),
    ...(bill ? [row('receipts:bill_number', shownNumber(bill.number), bill.term)] : []),
    ...(booking ? [row('receipts:used_on', dateText(words, booking.day))] : []),
  ];
}

function paidRows(services: Services, words: Words, { charge, money }: ReceiptParts): SlipRow[] {
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

function owedTexts(services: Services, words: Words, parts: ReceiptParts) {
  const { charge, application, procedure, booking, bill } = parts;
  if (application !== undefined) {
    return owedLines(services, words, { charge, application, bill: null, procedure, booking });
  }
  return bill && owedLines(services, words, { charge, application: null, bill });
}

/** Lines in the reader's language, with their revenue items where those are called otherwise. */
function lineRows(services: Services, words: Words, parts: ReceiptParts): Slip['lines'] {
  const { receipt } = parts;
  const owed = owedTexts(services, words, parts);
  return receipt.lines.map((line, index) => {
    const names = services.revenue.items.get(line.revenueItem)?.name;
    const item = names && words.locale !== 'ja' ? pickLocal(names, words.locale) : line.revenueName;
    return {
      key: owed?.[index]?.label ?? line.label,
      lines: line.revenueName === line.label ? [] : [item],
      amount: yenText(words, line.yen),
    };
  });
}

function notes(words: Words, { receipt, charge, money }: ReceiptParts): Text[] {
  const back = returnedYen(receipt, money);
  const due = charge.state === 'refund_due' && back < receipt.yen;
  return [
    ...(back > 0 ? [words.t('receipts:returned', { yen: yenText(words, back) })] : []),
    ...(due ? [words.t('receipts:returning')] : []),
    words.t('receipts:stamp_duty'),
  ];
}

export function slipIn(services: Services, words: Words, parts: ReceiptParts): Slip {
  const { receipt, firstNumber } = parts;
  const row = (key: string, ...lines: Text[]): SlipRow => ({ key: words.t(key), lines });
  const { payerName: name, number, issuedAt, yen } = receipt;
  return {
    title: words.t('receipts:title'),
    mark: firstNumber && words.t('receipts:reissued', { number: firstNumber }),
    payer: name === '' ? undefined : words.t('receipts:payer', { name }),
    amount: yenText(words, yen),
    received: words.t('receipts:received'),
    headings: {
      lines: words.t('receipts:lines'),
      tax: words.t('receipts:tax'),
      issuer: words.t('receipts:issuer'),
    },
    rows: [
      row('receipts:number', number),
      row('receipts:issued_on', dateText(words, todayInTokyo(issuedAt))),
      ...aboutRows(words, parts),
      ...paidRows(services, words, parts),
    ],
    lines: lineRows(services, words, parts),
    taxes: taxRows(services, words, receipt.lines),
    notes: notes(words, parts),
  };
}

/** Who signs, and the text of the seal. */
export function issuerOf({ library }: Services): { readonly name: string; readonly seal?: string } {
  const { receipts, name } = library.municipality;
  const seal = receipts?.seal;
  return { name: receipts?.issuer ?? name['ja'] ?? '', ...(seal !== undefined && { seal }) };
}
