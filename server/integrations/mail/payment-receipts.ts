import {
  mailAddress,
  type NoticeEvent,
  ownNotice,
} from '../../domain/notifications/case-notice.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import { caseMailId } from '../../domain/notifications/refused-mail.ts';
import type { ChargeSnapshot } from '../../domain/payments/charge-store.ts';
import type { ChargeKind } from '../../domain/payments/payment.ts';
import type { PaymentReceipts } from '../../domain/payments/payment-deps.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { mailTitle } from '../../http/mail-title.ts';
import { paths } from '../../http/paths.ts';
import { plainText } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { formatYen } from '../../lib/yen.ts';
import type { Services } from '../../services.ts';
import { caseMails } from './case-mails.ts';

function receiptMail(
  { words, config, library }: Services,
  procedure: Procedure,
  { charge, application, booking }: ChargeSnapshot,
  at: Date,
): OutboxMail | undefined {
  // A bill names nobody to write to.
  if (application === null) return undefined;
  const to = mailAddress(procedure, application.answers);
  if (to === undefined) return undefined;
  const { locale } = application;
  const say = words(locale);
  // A fee that was fixed by the review completes no application.
  const isLater = application.status === 'fee_due' || charge.kind !== 'fee';
  const received = isLater ? 'mail:receipt_paid' : 'mail:receipt_body';
  const own = ownNotice(procedure, locale, 'received');
  const day = booking && plainText(formatJstDate(booking.day, locale));
  const receiptUrl = config.publicUrl + paths.receipt(locale, charge.id);
  const receipt = say.plain('receipts:mail', { link: receiptUrl });
  return {
    id: caseMailId(application.id),
    to,
    subject: say.plain('mail:receipt_subject'),
    body: say.plain(received, {
      title: mailTitle(say, procedure),
      number: application.number,
      amount: plainText(formatYen(charge.yen, locale)),
      booked: day === null ? '' : say.plain('mail:receipt_booked', { day }),
      own: `${own === undefined ? '' : `${plainText(own)}\n`}${receipt}`,
      link: config.publicUrl + paths.status(locale),
      phone: library.municipality.phone,
    }),
    locale,
    attempts: 0,
    nextAt: at,
  };
}

type Write = (procedure: Procedure, snapshot: ChargeSnapshot, at: Date) => OutboxMail | undefined;

const NOBODY = () => undefined;

/** Loads the definition before the write; the mail is written inside it. */
function prepared({ stores, procedureVersion, library }: Services, write: Write): PaymentReceipts {
  return {
    atHand({ application }) {
      if (application === null) return NOBODY;
      const procedure = knownProcedure(library, application.procedureId);
      if (procedure?.version !== application.version) return undefined;
      return (snapshot, at) => write(procedure, snapshot, at);
    },
    async prepare(chargeId) {
      const of = await stores.charges.definitionOf(chargeId);
      const procedure = of && (await procedureVersion(of.procedureId, of.version));
      return (snapshot, at) => procedure && write(procedure, snapshot, at);
    },
  };
}

/** Tells applicants by mail that their payment has come, in the language in which they applied. */
export function paymentReceipts(services: Services): PaymentReceipts {
  return prepared(services, (procedure, snapshot, at) =>
    receiptMail(services, procedure, snapshot, at),
  );
}

/** Tells them that money was given back. */
export function refundMails(services: Services): PaymentReceipts {
  return prepared(services, (procedure, { application }) => {
    if (application === null) return undefined;
    const [mail] = caseMails(services, { procedure, application }, { event: 'refund_given' });
    return mail;
  });
}

const EXPIRED = {
  fee: 'fee_expired',
  bill: 'fee_expired',
  counter: 'fee_expired',
  difference: 'change_lapsed',
  monthly: 'bill_overdue',
} as const satisfies Record<ChargeKind, NoticeEvent>;

/** Tells them that what the review, a change or a month had brought was not paid in time. */
export function feeExpiries(services: Services): PaymentReceipts {
  return prepared(services, (procedure, { application, charge }) => {
    if (application === null) return undefined;
    const event = EXPIRED[charge.kind];
    const [mail] = caseMails(services, { procedure, application }, { event });
    return mail;
  });
}
