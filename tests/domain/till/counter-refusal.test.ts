import { describe, expect, it } from 'vitest';
import type { Bill } from '../../../server/domain/bills/bill.ts';
import type { Charge, ChargeState } from '../../../server/domain/payments/payment.ts';
import { counterRefusal } from '../../../server/domain/till/counter-refusal.ts';

const today = '2026-11-21';

/** Why a charge is not paid at the counter, without and with staff's word that nothing is under way. */
function refusals(charge: Partial<Charge>, bill: Partial<Bill> | null = null) {
  const snapshot = { charge, bill } as Parameters<typeof counterRefusal>[0];
  return [false, true].map((slipKept) => counterRefusal(snapshot, { today, slipKept }));
}

describe('money over the counter', () => {
  it.each<[ChargeState, string | undefined, string | undefined]>([
    ['open', undefined, undefined],
    ['started', 'in_doubt', 'in_doubt'],
    ['unknown', 'in_doubt', 'in_doubt'],
    ['pending', 'slip_out', undefined],
    ['paid', 'paid', 'paid'],
    ['expired', 'expired', 'expired'],
    ['cancelled', 'not_owed', 'not_owed'],
    ['refund_due', 'not_owed', 'not_owed'],
    ['refunded', 'not_owed', 'not_owed'],
  ])('for a charge that is %s', (state, alone, kept) => {
    expect(refusals({ state, method: null })).toEqual([alone, kept]);
  });

  it('is not taken beside a transfer that may be on its way, unless the payer is told', () => {
    const charge = { state: 'pending', method: 'bank_transfer' } as const;
    expect(refusals(charge)).toEqual(['transfer_out', undefined]);
  });

  it('is not taken for local taxes, nor for a bill that is paid, called off or over', () => {
    const bill = { elQr: false, state: 'open', payUntil: today } as const;
    const why = (change: Partial<Bill>) => refusals({ state: 'open' }, { ...bill, ...change })[0];
    expect(why({})).toBeUndefined();
    expect(why({ elQr: true })).toBe('el_qr');
    expect(why({ state: 'paid' })).toBe('paid');
    expect(why({ state: 'cancelled' })).toBe('not_owed');
    expect(why({ payUntil: '2026-11-20' })).toBe('bill_over');
  });
});
