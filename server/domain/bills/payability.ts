import { addDays } from '../../lib/jst-date.ts';
import type { Charge } from '../payments/payment.ts';
import type { Bill } from './bill.ts';

/** What a resident can do with a bill today. */
export type Payability =
  | 'payable'
  /** Money is on its way, or in doubt. */
  | 'under_way'
  | 'paid_here'
  | 'paid_elsewhere'
  | 'cancelled'
  /** At the national site for local taxes only. */
  | 'el_qr'
  | 'too_late';

/**
 * @param charge the living one, if there is one
 * @param today JST day
 */
export function payability(
  bill: Pick<Bill, 'state' | 'elQr' | 'payUntil'>,
  charge: Pick<Charge, 'state'> | undefined,
  today: string,
): Payability {
  if (charge?.state === 'paid') return 'paid_here';
  if (bill.state === 'paid') return 'paid_elsewhere';
  if (bill.state === 'cancelled') return 'cancelled';
  if (charge !== undefined && charge.state !== 'open') return 'under_way';
  if (bill.elQr) return 'el_qr';
  return today > bill.payUntil ? 'too_late' : 'payable';
}

/** The last moment of the bill: when its charge ends. */
export function billEnds({ payUntil }: Pick<Bill, 'payUntil'>): Date {
  return new Date(`${payUntil}T23:59:59+09:00`);
}

/** The day before which money for it has to be there (as that of a booking, for slips). */
export function dayAfterBill({ payUntil }: Pick<Bill, 'payUntil'>): string {
  return addDays(payUntil, 1);
}

/** Whoever was at the payment page when the last day ended is not punished for minutes. */
const GRACE_MS = 30 * 60_000;

/** Money for a bill counts by when it moved, however late it is heard of: afterwards more is owed. */
export function isInTime(bill: Pick<Bill, 'payUntil'>, paidAt: Date): boolean {
  return paidAt.getTime() <= billEnds(bill).getTime() + GRACE_MS;
}
