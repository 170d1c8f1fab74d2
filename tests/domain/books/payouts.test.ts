import { expect, it } from 'vitest';
import { fetchPayouts } from '../../../server/domain/books/fetch-payouts.ts';
import { lateAfterDays, matchLine } from '../../../server/domain/books/match-payout.ts';
import type { PayoutStore } from '../../../server/domain/books/payout-store.ts';
import type { PaymentProvider } from '../../../server/domain/payments/payment.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { payoutLine, payoutOf } from '../../support/book-scene.ts';

it('a company that does not answer is asked for the same days again, and stops no other one', async () => {
  const asked: string[] = [];
  const provider = (id: string, breaks: boolean) => ({
    id,
    async *payouts(since: string) {
      asked.push(`${id} ${since}`);
      yield payoutOf('2026-11-20', []);
      if (breaks) throw new Error('no answer');
    },
  });
  const days = new Map([['silent', '2026-11-10']]);
  const saved: string[] = [];
  const payouts = {
    askedOn: async (id: string) => days.get(id),
    setAskedOn: async (id: string, day: string) => void days.set(id, day),
    save: async (id: string) => void saved.push(id),
    matchAgain: async () => undefined,
  } as unknown as PayoutStore;
  const companies = [provider('silent', true), provider('good', false), { id: 'till' }];
  const providers = new Map(
    companies.map((one) => [one.id, one as unknown as PaymentProvider] as const),
  );
  const wrong: string[] = [];
  const clock = fixedClock('2026-11-21T12:00:00+09:00');
  const told = await fetchPayouts({ payouts, providers, clock }, (_, id) => wrong.push(id));
  expect([told, saved, wrong]).toEqual([2, ['silent', 'good'], ['silent']]);
  expect([...days]).toEqual([
    ['silent', '2026-11-10'],
    ['good', '2026-11-21'],
  ]);
  // Far enough back that one which was on its way is told once more.
  expect(asked[0]).toBe('silent 2026-10-06');
});

it('late is what takes longer than the company usually does', () => {
  expect(lateAfterDays([])).toBe(14);
  expect(lateAfterDays([6, 6, 6, 7])).toBe(11);
  const seldom = [...Array.from({ length: 98 }, () => 5), 40, 40];
  expect(lateAfterDays(seldom)).toBe(10);
});

it('a line fits when its amount is what the books have, and its fee is right', () => {
  const own = { cause: 'a', chargeId: 'c', yen: null, bookedYen: 3000, paidOutYen: 3000 };
  expect(matchLine(payoutLine({}), own)).toBeNull();
  expect(matchLine(payoutLine({ grossYen: 1500 }), own)).toBe('other_amount');
  expect(matchLine(payoutLine({ grossYen: 2000 }), own)).toBe('other_amount');
  expect(matchLine(payoutLine({ grossYen: -3000 }), own)).toBe('other_amount');
  expect(matchLine(payoutLine({}), { ...own, paidOutYen: 6000 })).toBe('paid_out_twice');
  // Sent, failed, and sent again: two lines of the refund's own amount.
  const again = { ...own, yen: 500, bookedYen: -1000, paidOutYen: -1000 };
  const back = (grossYen: number) => payoutLine({ kind: 'refund', grossYen, feeYen: 0 });
  expect([matchLine(back(-500), again), matchLine(back(-1000), again)]).toEqual([
    null,
    'other_amount',
  ]);
  expect(matchLine(payoutLine({ kind: 'fee', grossYen: 0, feeYen: 50 }), undefined)).toBeNull();
});
