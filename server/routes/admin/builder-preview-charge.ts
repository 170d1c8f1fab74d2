import type { Application } from '../../domain/applications/application.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import {
  isPaidLater,
  type LaterMethod,
  paidLaterBy,
} from '../../domain/payments/payment-deadlines.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { feeOf } from '../apply/pricing.ts';
import { askedFor } from './builder-preview-asked.ts';
import type { Stage } from './builder-preview-stage.ts';

/** Where the links of pages and mails have the id of a charge. */
export const NO_CHARGE = 'sample';

/** A fee at the counter that nobody has paid online was paid there. */
function methodOf({ payment, status }: Stage, kind: Charge['kind']): Charge['method'] {
  if (payment !== 'paid') return isPaidLater(payment ?? null) ? (payment as LaterMethod) : null;
  return kind === 'counter' && status === 'completed' ? 'cash' : 'card';
}

/** What somebody would owe at that stage, and how far its payment has come. Nobody is charged. */
export async function chargeAt(
  services: Services,
  state: ApplyState,
  stage: Stage,
  of: { readonly application: Application; readonly booking: Booking | undefined },
): Promise<Charge | undefined> {
  const { payment } = stage;
  if (payment === undefined) return undefined;
  const { application, booking } = of;
  // Owed in the moment in which it was sent, as the real one: "complete once you have paid" hangs on it.
  const { submittedAt: at } = application;
  const day = booking?.day ?? null;
  const fixed = { application, fee: feeOf(services, state), day };
  const charge = await askedFor(services, state, fixed).catch((error: unknown) => {
    if (error instanceof DomainError) return undefined;
    throw error;
  });
  if (!charge) return undefined;
  const { payBy } = charge;
  const isLater = isPaidLater(payment);
  return {
    ...charge,
    id: NO_CHARGE,
    applicationId: application.id,
    billId: null,
    state: isLater ? 'pending' : payment,
    refundYen: 0,
    payBy: isLater ? (paidLaterBy(payment, at, day, payBy) ?? payBy) : payBy,
    method: methodOf(stage, charge.kind),
    createdAt: at,
    paidAt: payment === 'paid' ? at : null,
  };
}
