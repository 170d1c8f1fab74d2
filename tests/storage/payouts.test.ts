import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { fetchPayouts, latePayouts } from '../../server/domain/books/fetch-payouts.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { checkTown, oneItem, payingProvider, payoutLine, payoutOf } from '../support/book-scene.ts';
import { paidCharges } from '../support/paid-charges.ts';
import { DATABASES, useDatabase } from './each-database.ts';

describe.each(DATABASES)('payouts (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock('2026-11-21T12:00:00+09:00');
  const town = () => ({ stores: db().stores, clock, revenue: oneItem });
  const { told, providers } = payingProvider();
  const fetch = () =>
    fetchPayouts({ payouts: db().stores.payouts, providers, clock }, (error) => {
      throw error;
    });
  const findings = async () =>
    (await checkTown(town(), providers)).map(({ rule, detail }) => [rule, detail['why'] ?? '']);
  const late = async () => {
    const [one] = await latePayouts({ payouts: db().stores.payouts, providers, clock });
    return one?.late.map(({ attemptId }) => attemptId);
  };

  it('fit the books line by line, and telling them again changes nothing', async () => {
    const [a, b] = await paidCharges(town(), 2, { provider: 'fake' });
    const line = (attemptId = '') => payoutLine({ attemptId });
    const fee = payoutLine({ kind: 'fee', grossYen: 0, feeYen: 50 });
    told.push(payoutOf('2026-11-27', [line(a?.attemptId), line(b?.attemptId), fee]));
    clock.set('2026-11-27T12:00:00+09:00');
    await fetch();
    const { payouts } = db().stores;
    const [payout] = await payouts.list(10);
    expect(payout).toMatchObject({
      id: 'fake:po-2026-11-27',
      grossYen: 6000,
      feeYen: 266,
      netYen: 5734,
      lineCount: 3,
      differences: 0,
    });
    const before = await payouts.find(payout?.id ?? '');
    expect(before?.lines.map(({ chargeId }) => chargeId)).toContain(a?.chargeId);
    await fetch();
    expect(await payouts.find(payout?.id ?? '')).toEqual(before);
    expect(await findings()).toEqual([]);
  });

  it('that do not fit say how', async () => {
    const [a, b, c] = await paidCharges(town(), 3, { provider: 'fake' });
    const [other] = await paidCharges(town(), 1, { provider: 'elsewhere' });
    told.push(
      payoutOf('2026-11-28', [
        payoutLine({ id: '1', attemptId: a?.attemptId ?? '' }),
        payoutLine({ id: '2', attemptId: a?.attemptId ?? '' }),
        payoutLine({ id: '3', attemptId: b?.attemptId ?? '', grossYen: 2999 }),
        payoutLine({ id: '4', attemptId: other?.attemptId ?? '' }),
        payoutLine({ id: '5', attemptId: c?.attemptId ?? '', netYen: 3000 }),
        payoutLine({ id: '6', kind: 'refund', ref: 're_nobody', grossYen: -500, feeYen: 0 }),
        payoutLine({ id: '7', kind: 'other' }),
      ]),
      payoutOf('2026-11-29', [], { netYen: 700 }),
    );
    clock.set('2026-11-29T12:00:00+09:00');
    await fetch();
    const payout = await db().stores.payouts.find('fake:po-2026-11-28');
    expect(Object.fromEntries(payout?.lines.map(({ id, finding }) => [id, finding]) ?? [])).toEqual(
      {
        1: 'paid_out_twice',
        2: 'paid_out_twice',
        3: 'other_amount',
        4: 'unknown',
        5: 'fee_differs',
        6: 'unknown',
        7: 'other_line',
      },
    );
    expect(await findings()).toHaveLength(8);
    expect(await findings()).toContainEqual(['payout_sum', '']);
  });

  it('that came before our books knew fit once they know', async () => {
    told.splice(0);
    const [a] = await paidCharges(town(), 1, { provider: 'fake' });
    const entries = async (cause: string, next: string) =>
      db().driver.write(async ({ db: builder, tables: { ledgerEntries: t } }) => {
        await builder.update(t).set({ cause: next }).where(eq(t.cause, cause));
      });
    await entries(a?.attemptId ?? '', 'not-yet');
    told.push(payoutOf('2026-11-30', [payoutLine({ id: '8', attemptId: a?.attemptId ?? '' })]));
    await fetch();
    const finding = async () =>
      (await db().stores.payouts.find('fake:po-2026-11-30'))?.lines[0]?.finding;
    expect(await finding()).toBe('not_booked');
    await entries('not-yet', a?.attemptId ?? '');
    await fetch();
    expect(await finding()).toBeNull();
  });

  it('are missed after the days that the company usually takes', async () => {
    clock.set('2026-12-01T12:00:00+09:00');
    const [a, b] = await paidCharges(town(), 2, { provider: 'fake' });
    expect(await late()).toEqual([]);
    clock.set('2026-12-20T12:00:00+09:00');
    expect(await late()).toEqual([a?.attemptId, b?.attemptId].sort());
    told.push(payoutOf('2026-12-20', [payoutLine({ attemptId: a?.attemptId ?? '' })]));
    await fetch();
    expect(await late()).toEqual([b?.attemptId]);
    // It comes back: nothing of it was paid out.
    const [back] = told.splice(-1);
    if (back !== undefined) told.push({ ...back, state: 'failed' });
    await fetch();
    expect(await late()).toEqual([a?.attemptId, b?.attemptId].sort());
  });
});
