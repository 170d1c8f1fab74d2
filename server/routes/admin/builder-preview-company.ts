import type { FastifyReply } from 'fastify';
import type { Charge, OnlineMethod } from '../../domain/payments/payment.ts';
import { isPaidLater } from '../../domain/payments/payment-deadlines.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { formatYen } from '../../lib/yen.ts';

const METHODS: Readonly<Record<OnlineMethod, string>> = {
  card: 'カード',
  paypay: 'PayPay',
  wechat_pay: 'WeChat Pay',
  alipay: 'Alipay',
  konbini: 'コンビニ',
  bank_transfer: '銀行振込',
};

const LATER = {
  konbini: 'コンビニで後で払うことにする（番号を受け取る）',
  bank_transfer: '後で振り込むことにする（振込先を受け取る）',
} as const;

/** What can be said instead of paying. Of a number that is out, nothing but that it was paid. */
function sayings(method: OnlineMethod, isOut: boolean) {
  const paid = { said: 'paid', text: '支払ったことにして進む' };
  if (isOut) return [paid];
  return [
    ...(isPaidLater(method) ? [{ said: 'later', text: LATER[method] }] : []),
    paid,
    { said: 'refused', text: '支払えなかったことにする' },
    { said: 'left', text: '途中でやめたことにする' },
  ];
}

/** In place of the payment company's page: for staff, in Japanese, whatever language is previewed. */
export function showCompany(
  reply: FastifyReply,
  {
    charge,
    method,
    placeIn,
  }: {
    readonly charge: Charge;
    readonly method: OnlineMethod;
    /** The ways to pay, in that language. */
    readonly placeIn: (locale: string) => string;
  },
) {
  const here = placeIn(reply.request.locale);
  const isOut = charge.state === 'pending';
  return reply.page('admin/builder-preview-company', {
    title: '決済会社の画面の代わり',
    backLink: { href: here, text: '支払いの画面に戻る' },
    method: METHODS[method],
    amount: formatYen(charge.yen, 'ja'),
    payBy: formatJstMoment(charge.payBy, 'ja'),
    sayings: sayings(method, isOut),
    action: `${here}/${method}`,
    languageHref: (l: string) => `${placeIn(l)}/${method}`,
  });
}
