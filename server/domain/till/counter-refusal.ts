import type { ChargeSnapshot } from '../payments/charge-store.ts';
import type { TillRefusal } from './till-refused.ts';

const BY_STATE = {
  open: undefined,
  // Its session was to be closed just now and was not.
  started: 'in_doubt',
  unknown: 'in_doubt',
  pending: 'slip_out',
  paid: 'paid',
  expired: 'expired',
  cancelled: 'not_owed',
  refund_due: 'not_owed',
  refunded: 'not_owed',
} as const satisfies Record<ChargeSnapshot['charge']['state'], TillRefusal | undefined>;

/** A number or an account is out: nobody can close it. */
export const isPromise = (why: TillRefusal | undefined): boolean =>
  why === 'slip_out' || why === 'transfer_out';

function stateRefusal({ state, method }: ChargeSnapshot['charge']): TillRefusal | undefined {
  const why = BY_STATE[state];
  return why === 'slip_out' && method === 'bank_transfer' ? 'transfer_out' : why;
}

/**
 * Why that charge is not paid at the counter now; undefined where it can be.
 * @param how.slipKept the konbini slip lies before them, unpaid, and stays here; or the payer was told
 *   not to transfer it any more
 */
export function counterRefusal(
  { charge, bill }: Pick<ChargeSnapshot, 'charge' | 'bill'>,
  { today, slipKept }: { readonly today: string; readonly slipKept: boolean },
): TillRefusal | undefined {
  const why = stateRefusal(charge);
  if (why !== undefined && !(slipKept && isPromise(why))) return why;
  if (bill === null) return undefined;
  if (bill.elQr) return 'el_qr';
  if (bill.state !== 'open') return bill.state === 'paid' ? 'paid' : 'not_owed';
  return bill.payUntil < today ? 'bill_over' : undefined;
}
