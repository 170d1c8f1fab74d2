import type { Application } from '../../domain/applications/application.ts';
import { mailAddress } from '../../domain/notifications/case-notice.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import type { ChargeSnapshot } from '../../domain/payments/charge-store.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { lineNotice, noticeOfNews } from '../../integrations/line/line-messages.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import { feeExpiries, paymentReceipts } from '../../integrations/mail/payment-receipts.ts';
import { seatGiving } from '../../integrations/mail/seat-giving.ts';
import type { PreviewCase } from './builder-preview-case.ts';
import { NO_CHARGE } from './builder-preview-charge.ts';
import type { MailMoment } from './builder-preview-mail-moments.ts';

const SOMEBODY = 'hanako@example.jp';

/** An applicant who gave an address, if the form asks for one. */
function withAddress(procedure: Procedure, application: Application): Application {
  const { answers } = application;
  if (mailAddress(procedure, answers) !== undefined) return application;
  const field = [...procedure.fields.values()].find(
    ({ type, repeat }) => type === 'email' && repeat === undefined,
  );
  return field ? { ...application, answers: { ...answers, [field.id]: SOMEBODY } } : application;
}

/** By the rules of payments: "it has come", and "it has not". */
async function moneyMail(
  opened: PreviewCase,
  application: Application,
  isPaid: boolean,
): Promise<OutboxMail | undefined> {
  const { charge, booking, services } = opened;
  if (!charge) return undefined;
  const snapshot: ChargeSnapshot = {
    charge,
    application,
    bill: null,
    hasLivingSibling: false,
    attempts: [],
    events: [],
    booking: booking ?? null,
    change: null,
  };
  const mails = isPaid ? paymentReceipts(services) : feeExpiries(services);
  const write = await mails.prepare(charge.id);
  return write(snapshot, services.clock.now());
}

/** What is told by LINE at that moment, by the very functions that send it. */
export function lineAt(
  { application, services }: PreviewCase,
  { action }: MailMoment,
): OutboxMail | undefined {
  const notice = action && noticeOfNews({ action, actor: 'staff:preview' });
  return notice ? lineNotice(services, application, { userId: SOMEBODY, notice }) : undefined;
}

/** The mail of that moment, by the very functions that send it. */
export async function mailAt(
  opened: PreviewCase,
  { tells }: MailMoment,
): Promise<OutboxMail | undefined> {
  const { procedure, booking, services } = opened;
  const application = withAddress(procedure, opened.application);
  if (tells === 'paid' || tells === 'unpaid') {
    return moneyMail(opened, application, tells === 'paid');
  }
  if (tells === 'seat_given') {
    if (!booking) return undefined;
    const { resource, day, slots } = booking;
    const seats = await seatGiving(services, [{ resource, day, slot: slots[0] ?? '' }]);
    return seats.mails(application, booking, services.clock.now())[0];
  }
  const hasLink = tells === 'fee_fixed' || tells === 'bill_made' || tells === 'change_asked';
  const chargeId = hasLink ? NO_CHARGE : undefined;
  const found = { procedure, application };
  return caseMails(services, found, { event: tells, ...(chargeId && { chargeId }) })[0];
}
