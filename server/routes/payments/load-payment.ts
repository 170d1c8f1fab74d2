import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import type { Bill } from '../../domain/bills/bill.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { PendingChange } from '../../domain/changes/pending-change.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import { mayOpenBill } from '../bills/bill-access.ts';

/** What is owed for an application. */
export interface ApplicationPayment {
  readonly charge: Charge;
  readonly application: Application;
  readonly bill: null;
  readonly booking: Booking | undefined;
  /** Undefined when its version is neither loaded nor remembered: the page then does without its title. */
  readonly procedure: Procedure | undefined;
  /** Of a difference: the changed order that waits for it. */
  readonly change?: PendingChange | undefined;
}

/** What is owed on a bill (納付書). */
interface BillPayment {
  readonly charge: Charge;
  readonly application: null;
  readonly bill: Bill;
}

/** All that a payment page speaks of. */
export type Payment = ApplicationPayment | BillPayment;

async function ofBill(
  services: Services,
  request: FastifyRequest,
  charge: Charge,
  billId: string,
): Promise<BillPayment | undefined> {
  if (!mayOpenBill(services, request, billId)) return undefined;
  const bill = await services.stores.bills.find(billId);
  if (bill === undefined) throw new DomainError('charge_not_found');
  return { charge, application: null, bill };
}

async function ofApplication(
  { stores, clock, procedureVersion }: Services,
  request: FastifyRequest,
  charge: Charge,
  applicationId: string,
): Promise<ApplicationPayment | undefined> {
  const granted =
    request.sessionHash !== '' &&
    (await stores.applications.isGranted(request.sessionHash, applicationId, clock.now()));
  if (!granted) return undefined;
  const application = await stores.applications.find(applicationId);
  if (application === undefined) throw new DomainError('charge_not_found');
  const [booking, procedure, change] = await Promise.all([
    stores.bookings.findByApplication(applicationId),
    procedureVersion(application.procedureId, application.version),
    charge.kind === 'difference' ? stores.cases.pendingChange(applicationId) : undefined,
  ]);
  return { charge, application, bill: null, booking, procedure, change };
}

/**
 * The charge of the URL, for a browser that may see what it is owed for. Any other is sent to where
 * it proves itself by number and code, and gets undefined.
 * @throws DomainError `charge_not_found`
 */
export async function loadPayment(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  chargeId: string,
): Promise<Payment | undefined> {
  const charge = await services.stores.charges.find(chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const { applicationId, billId } = charge;
  const payment =
    billId === null
      ? await ofApplication(services, request, charge, applicationId ?? '')
      : await ofBill(services, request, charge, billId);
  if (payment === undefined) {
    const { locale } = request;
    reply.redirect(billId === null ? paths.status(locale) : paths.bills(locale), 303);
  }
  return payment;
}
