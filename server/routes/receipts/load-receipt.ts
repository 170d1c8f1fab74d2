import type { FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import type { Bill } from '../../domain/bills/bill.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { payerNameOf, type ReceiptMoney } from '../../domain/receipts/compose-receipt.ts';
import { issueReceipt } from '../../domain/receipts/issue-receipt.ts';
import type { Receipt } from '../../domain/receipts/receipt.ts';
import type { Services } from '../../services.ts';
import { mayOpenBill } from '../bills/bill-access.ts';

/** What a charge is owed for; a bill's charge has no application. */
export interface ChargeAbout {
  readonly charge: Charge;
  readonly application: Application | undefined;
  /** Undefined also when its version is neither loaded nor remembered. */
  readonly procedure: Procedure | undefined;
  readonly bill: Bill | undefined;
}

/** All that a receipt speaks of. */
export interface ReceiptParts extends ChargeAbout {
  readonly receipt: Receipt;
  /** The number of the first one, on a receipt that was given again. */
  readonly firstNumber: string | undefined;
  readonly booking: Booking | undefined;
  readonly money: ReceiptMoney;
}

/** @throws DomainError charge_not_found */
export async function chargeAbout(
  { stores, procedureVersion }: Services,
  chargeId: string,
): Promise<ChargeAbout> {
  const charge = await stores.charges.find(chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const of = charge.applicationId;
  const application = of === null ? undefined : await stores.applications.find(of);
  const procedure =
    application && (await procedureVersion(application.procedureId, application.version));
  const bill = charge.billId === null ? undefined : await stores.bills.find(charge.billId);
  return { charge, application, procedure, bill };
}

/**
 * May this browser see what was paid? As with the pages that it was paid on: by receipt number and
 * code for some hours, or by the number and code of the bill.
 */
export async function mayReadReceipt(
  services: Services,
  request: FastifyRequest,
  { applicationId, billId }: Charge,
): Promise<boolean> {
  const { stores, clock } = services;
  if (request.sessionHash === '') return false;
  if (applicationId === null) return billId !== null && mayOpenBill(services, request, billId);
  return stores.applications.isGranted(request.sessionHash, applicationId, clock.now());
}

/** A receipt with what it is about. */
export async function receiptParts(
  { stores }: Services,
  about: ChargeAbout,
  receipt: Receipt,
): Promise<ReceiptParts> {
  const { id, applicationId } = about.charge;
  const [issued, money, booking] = await Promise.all([
    stores.receipts.listOf(id),
    stores.receipts.money(id),
    applicationId === null ? undefined : stores.bookings.findByApplication(applicationId),
  ]);
  const firstNumber = receipt.issue === 0 ? undefined : issued[0]?.number;
  return { ...about, receipt, firstNumber, booking, money };
}

/**
 * The receipt of a charge, given now if it is the first time, or once more.
 * @throws DomainError charge_not_payable while nothing was paid
 */
export function giveReceipt(
  { stores, clock, revenue }: Services,
  { charge, application, procedure }: ChargeAbout,
  { by, again = false }: { readonly by: Receipt['issuedBy']; readonly again?: boolean },
): Promise<Receipt> {
  const applicantName =
    application && procedure && !procedure.sealed
      ? payerNameOf(procedure, application.answers)
      : '';
  const { receipts } = stores;
  return issueReceipt(
    { receipts, clock, revenue },
    { chargeId: charge.id, applicantName, again, by },
  );
}
