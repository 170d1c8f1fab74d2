import { randomUUID } from 'node:crypto';
import type { Application } from '../../domain/applications/application.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import type { ChargeSnapshot } from '../../domain/payments/charge-store.ts';
import type { PaymentReceipts } from '../../domain/payments/payment-deps.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { paths } from '../../http/paths.ts';
import { plainText } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { formatYen } from '../../lib/yen.ts';
import type { Services } from '../../services.ts';

/** The applicant's own address, where the definition asks for one and it was given. */
function addressOf(procedure: Procedure, { answers }: Application): string | undefined {
  const fields = [...procedure.fields.values()].filter(
    (field) => field.type === 'email' && field.repeat === undefined,
  );
  const field = fields.find(({ fact }) => fact === 'applicant.email') ?? fields[0];
  const answer = field && answers[field.id];
  return typeof answer === 'string' && answer !== '' ? answer : undefined;
}

function receiptMail(
  { words, config, library }: Services,
  procedure: Procedure,
  { charge, application, booking }: ChargeSnapshot,
  at: Date,
): OutboxMail | undefined {
  const to = addressOf(procedure, application);
  if (to === undefined) return undefined;
  const { locale } = application;
  const say = words(locale);
  const day = booking && plainText(formatJstDate(booking.day, locale));
  return {
    id: randomUUID(),
    to,
    subject: say.plain('mail:receipt_subject'),
    body: say.plain('mail:receipt_body', {
      title: plainText(procedure.text(locale, 'title') ?? ''),
      number: application.number,
      amount: plainText(formatYen(charge.yen, locale)),
      booked: day === null ? '' : say.plain('mail:receipt_booked', { day }),
      link: config.publicUrl + paths.status(locale),
      phone: library.municipality.phone,
    }),
    locale,
    attempts: 0,
    nextAt: at,
  };
}

/** Tells applicants by mail that their payment has come, in the language in which they applied. */
export function paymentReceipts(services: Services): PaymentReceipts {
  const { stores, procedureVersion } = services;
  return {
    async prepare(chargeId) {
      const charge = await stores.charges.find(chargeId);
      const application = charge && (await stores.applications.find(charge.applicationId));
      const procedure =
        application && (await procedureVersion(application.procedureId, application.version));
      return (snapshot, at) => procedure && receiptMail(services, procedure, snapshot, at);
    },
  };
}
