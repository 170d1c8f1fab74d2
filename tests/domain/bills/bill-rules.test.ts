import { describe, expect, it } from 'vitest';
import type { Bill } from '../../../server/domain/bills/bill.ts';
import { chargeLines } from '../../../server/domain/bills/charge-lines.ts';
import { createCodeTries } from '../../../server/domain/bills/code-tries.ts';
import type { ImportRow } from '../../../server/domain/bills/import-row.ts';
import { isInTime, payability } from '../../../server/domain/bills/payability.ts';
import { planRow } from '../../../server/domain/bills/plan-row.ts';
import { sampleBills } from '../../../server/domain/bills/sample-bills.ts';
import type { Charge } from '../../../server/domain/payments/payment.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

const [row] = sampleBills('2026-11-21') as [ImportRow];
const { line: _line, code: _code, ...rest } = row;
const bill: Bill = { id: 'b1', ...rest };
const charge = (state: Charge['state']) => ({ id: 'c1', state });
const known = (change: Partial<Bill> = {}, state?: Charge['state']) => ({
  bill: { ...bill, ...change },
  sameCode: true,
  charge: state && charge(state),
});

describe('what a row does to a bill', () => {
  it('adds what is new, and changes nothing when it comes again', () => {
    expect(planRow(row, undefined)).toEqual({ does: 'add' });
    expect(planRow(row, known())).toEqual({ does: 'same' });
    expect(planRow({ ...row, state: 'cancelled' }, undefined)).toEqual({ does: 'same' });
  });

  it('changes a bill, its code too, as long as nobody is paying it', () => {
    const dearer = { ...row, yen: row.yen + 100 };
    const other = { ...row, payUntil: '2027-03-31' };
    expect(planRow(other, known())).toEqual({ does: 'change' });
    expect(planRow(other, known({}, 'open'))).toEqual({ does: 'change' });
    expect(planRow(row, { ...known(), sameCode: false })).toEqual({ does: 'change' });
    for (const state of ['started', 'pending', 'unknown'] as const) {
      expect(planRow(other, known({}, state))).toEqual({ does: 'keep', why: 'being_paid' });
    }
    expect(planRow(dearer, known({}, 'paid'))).toEqual({ does: 'keep', why: 'paid_here' });
  });

  it('hears that it was paid elsewhere or cancelled, also while somebody pays it here', () => {
    for (const state of ['paid', 'cancelled'] as const) {
      expect(planRow({ ...row, state }, known({}, 'started'))).toEqual({ does: 'settle' });
      expect(planRow({ ...row, state }, known())).toEqual({ does: 'settle' });
      expect(planRow({ ...row, state }, known({ state }))).toEqual({ does: 'same' });
    }
  });

  it('never opens again what was paid here; what was paid elsewhere can be put right', () => {
    expect(planRow(row, known({ state: 'paid' }, 'paid'))).toEqual({ does: 'same' });
    expect(planRow({ ...row, state: 'paid' }, known({ state: 'paid' }, 'paid'))).toEqual({
      does: 'same',
    });
    expect(planRow({ ...row, state: 'cancelled' }, known({ state: 'paid' }, 'paid'))).toEqual({
      does: 'keep',
      why: 'paid_here',
    });
    expect(planRow(row, known({ state: 'paid' }))).toEqual({ does: 'change' });
  });
});

describe('a bill', () => {
  it('can be paid through its last day, and not with an eL-QR, twice, or cancelled', () => {
    const until = { ...bill, payUntil: '2026-12-28' };
    expect(payability(until, undefined, '2026-12-28')).toBe('payable');
    expect(payability(until, undefined, '2026-12-29')).toBe('too_late');
    expect(payability({ ...until, elQr: true }, undefined, '2026-12-01')).toBe('el_qr');
    expect(payability({ ...until, state: 'cancelled' }, undefined, '2026-12-01')).toBe('cancelled');
    expect(payability({ ...until, state: 'paid' }, undefined, '2026-12-01')).toBe('paid_elsewhere');
    expect(payability(until, charge('pending'), '2026-12-29')).toBe('under_way');
    expect(payability({ ...until, state: 'paid' }, charge('paid'), '2027-01-01')).toBe('paid_here');
  });

  it('is paid in time by when the money moved, with half an hour for who was paying', () => {
    const until = { payUntil: '2026-12-28' };
    expect(isInTime(until, new Date('2026-12-29T00:29:59+09:00'))).toBe(true);
    expect(isInTime(until, new Date('2026-12-29T00:30:00+09:00'))).toBe(false);
  });

  it('splits its charge over the revenue items that the town has for it', () => {
    const lines = [
      { kind: 'principal', yen: 4620 },
      { kind: 'reminder_fee', yen: 100 },
      { kind: 'late_charge', yen: 200 },
    ] as const;
    const own = {
      kind: 'other',
      taxPercent: 0,
      cashless: true,
      counted: false,
      elQr: false,
    } as const;
    const late = { ...own, key: 'late_charge', code: '20-01-01-01', name: { ja: '延滞金' } };
    const found = chargeLines({ ...bill, lines }, new Map([['late_charge', late]]));
    expect(found.map(({ item, yen }) => [item, yen])).toEqual([
      [bill.revenueItem, 4620],
      [bill.revenueItem, 100],
      ['late_charge', 200],
    ]);
  });
});

describe('guessing a code', () => {
  it('ends after ten tries at a number, there or not, for an hour', () => {
    const clock = fixedClock('2026-11-21T12:00:00+09:00');
    const tries = createCodeTries(clock);
    for (let n = 0; n < 10; n += 1) {
      expect(tries.mayTry('123456', `10.0.0.${n}`)).toBe(true);
      tries.wrong('123456', `10.0.0.${n}`);
    }
    expect(tries.mayTry('123456', '10.0.1.1')).toBe(false);
    expect(tries.mayTry('654321', '10.0.1.1')).toBe(true);
    clock.set('2026-11-21T13:00:00+09:00');
    expect(tries.mayTry('123456', '10.0.1.1')).toBe(true);
  });
});
