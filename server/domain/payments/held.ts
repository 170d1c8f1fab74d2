import type { Application } from '../applications/application.ts';
import { canMove } from '../applications/status-table.ts';
import { dayAfterBill } from '../bills/payability.ts';
import type { ChargeSnapshot } from './charge-store.ts';

type OfApplication = ChargeSnapshot & { readonly application: Application };

/** What is to be paid before, or after the review: it waits for that, with its seats. */
function waitsForFee({ application, booking }: OfApplication): boolean {
  const { status } = application;
  if (status !== 'awaiting_payment' && status !== 'fee_due') return false;
  return booking === null || booking.state === 'held' || booking.state === 'confirmed';
}

/** The changed order: still asked for, and the one that it replaces still stands. */
function waitsForDifference({ application, booking, change }: OfApplication): boolean {
  if (change === null || !canMove(application.status, 'changed')) return false;
  return booking === null || booking.state === 'confirmed';
}

/**
 * Is what this charge is owed for complete, kept for its payer and still wanted? Without that no
 * payment begins: money is never taken for what the town may have to give back at once.
 */
export function isHeld(snapshot: ChargeSnapshot): boolean {
  const { charge, application, bill, hasLivingSibling } = snapshot;
  if (application === null) return bill?.state === 'open' && !hasLivingSibling;
  const own = { ...snapshot, application };
  switch (charge.kind) {
    case 'difference':
      return waitsForDifference(own);
    case 'monthly':
      return canMove(application.status, 'bill_paid');
    case 'counter':
      return canMove(application.status, 'counter_paid');
    default:
      return waitsForFee(own);
  }
}

/**
 * The JST day before which the money has to be there: of use, the last one for a change, the one
 * after a bill's last. What is billed afterwards was used already.
 */
export function payBefore({
  charge,
  bill,
  booking,
  change,
}: Pick<ChargeSnapshot, 'charge' | 'bill' | 'booking' | 'change'>): string | null {
  if (bill !== null) return dayAfterBill(bill);
  if (charge.kind === 'difference') return change?.before ?? booking?.day ?? null;
  return charge.kind === 'monthly' ? null : (booking?.day ?? null);
}
