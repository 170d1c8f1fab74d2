import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { askRefund } from '../../server/domain/refunds/ask-refund.ts';
import { hearRefundNotice } from '../../server/domain/refunds/hear-refund-notice.ts';
import { refundReconciler } from '../../server/domain/refunds/reconcile-refunds.ts';
import { settleRefund } from '../../server/domain/refunds/settle-refund.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { noRevenueItems } from '../support/no-revenue-items.ts';
import { refundScene } from '../support/refund-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { by, minutesLater, sampleCharge, sampleSubmission } from './samples.ts';

const fail = (error: unknown) => {
  throw error;
};

describe.each(DATABASES)('refunds (%s)', (dialect) => {
  const db = useDatabase(dialect);

  /** A fee of 3,000 yen that was paid by card, and what the refunds room is given. */
  async function paidFee() {
    const { stores } = db();
    const { deps, company, clock } = refundScene();
    clock.set(minutesLater(10).toISOString());
    const submission = sampleSubmission({ charge: sampleCharge() });
    await stores.applications.submit(submission);
    const chargeId = submission.charge?.id ?? '';
    const attempt = {
      id: randomUUID(),
      chargeId,
      provider: 'fake',
      providerRef: `cs-${chargeId}`,
      method: 'card',
      url: null,
      createdAt: minutesLater(1),
    } as const;
    await stores.charges.addAttempt(attempt);
    const payments = { ...deps, charges: stores.charges, revenue: noRevenueItems };
    const outcome = {
      outcome: 'paid',
      method: 'card',
      yen: 3000,
      paidAt: minutesLater(2),
    } as const;
    await settleAttempt(payments, attempt, { outcome, providerEventId: `paid-${chargeId}` });
    const own = { ...deps, refunds: stores.refunds, approvalAboveYen: 10_000 };
    const asking = { attemptId: attempt.id, believedYen: 3000, by: 'staff:hanako' } as const;
    return {
      deps: own,
      company,
      chargeId,
      id: submission.application.id,
      attempt,
      ask: (yen: number, change: Partial<Parameters<typeof askRefund>[1]> = {}) =>
        askRefund(own, {
          chargeId,
          ...asking,
          yen,
          reason: 'mistake',
          way: 'provider',
          ...change,
        }),
      charge: () => stores.charges.find(chargeId),
    };
  }

  const violations = async () => (await checkInvariants(db().driver)).map(({ rule }) => rule);

  it('follow a withdrawal by themselves, in one commit with charge and books', async () => {
    const scene = await paidFee();
    const reconciler = refundReconciler(scene.deps);
    await db().stores.applications.withdraw({
      id: scene.id,
      now: minutesLater(5),
      decide: () => ({ refundYen: 2000, events: [{ ...by, type: 'withdrawn' }] }),
    });
    scene.company.answer = { outcome: 'succeeded', at: minutesLater(9) };
    expect(await reconciler.follow(fail)).toBe(1);
    const [refund] = await db().stores.refunds.ofApplication(scene.id);
    expect(refund).toMatchObject({ yen: 2000, state: 'succeeded', reason: 'withdrawn' });
    expect(await scene.charge()).toMatchObject({ state: 'refunded', refundYen: 2000 });
    expect(await reconciler.follow(fail)).toBe(0);
    const failed = { outcome: 'failed', reason: 'closed' } as const;
    const heard = { outcome: failed, providerEventId: `evt-${scene.chargeId}` };
    expect(await settleRefund(scene.deps, refund!, heard)).toBe('changed');
    expect(await settleRefund(scene.deps, refund!, heard)).toBe('unchanged');
    expect(await scene.charge()).toMatchObject({ state: 'refund_due' });
    const owed = await db().stores.refunds.uncoveredDues(99);
    expect(owed.find(({ chargeId }) => chargeId === scene.chargeId)).toMatchObject({ yen: 2000 });
    const snapshot = await db().stores.refunds.snapshot(scene.chargeId);
    expect(snapshot.ledger.map(({ kind, yen }) => [kind, yen])).toEqual([
      ['taking', 3000],
      ['refund', -2000],
      ['refund_undone', 2000],
    ]);
    // The next one is made by staff, and covers what is due.
    await scene.ask(2000, { reason: 'withdrawn', believedYen: 3000 });
    expect(await db().stores.refunds.uncoveredDues(99)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('asked for ten times at once give back once', async () => {
    const { ask, chargeId } = await paidFee();
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => ask(3000)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db().stores.refunds.ofCharge(chargeId)).toHaveLength(1);
  });

  it('keep the payee sealed, and find a refund by the company’s name for it', async () => {
    const { ask, deps, attempt } = await paidFee();
    const payee = {
      name: '見本 花子',
      bank: '見本銀行',
      branch: '本店',
      kind: 'ordinary',
      number: '7654321',
      holder: 'ミホン ハナコ',
    } as const;
    const id = await ask(500, { way: 'bank_transfer', payee, giveBackBy: '2026-12-10' });
    expect(await db().stores.refunds.payee(id)).toEqual(payee);
    const { refunds } = db().stores;
    expect(await refunds.find(id)).toMatchObject({ hasPayee: true, giveBackBy: '2026-12-10' });
    const rows = await db().driver.read(({ db: q, tables }) => q.select().from(tables.refunds));
    expect(
      JSON.stringify(rows.map((row) => Buffer.from(row.payee ?? []).toString())),
    ).not.toContain('7654321');
    const told = {
      kind: 'refund',
      eventId: `by-hand-${id}`,
      refundId: null,
      refundRef: `re-${id}`,
      attemptId: attempt.id,
      yen: 700,
      outcome: { outcome: 'succeeded', at: minutesLater(12) },
    } as const;
    const results = await Promise.all([1, 2, 3].map(() => hearRefundNotice(deps, 'fake', told)));
    expect(results.filter((result) => result === 'changed')).toHaveLength(1);
    expect(await refunds.findByRef('fake', `re-${id}`)).toMatchObject({ yen: 700 });
  });

  describe('what can’t be is found', () => {
    let undo: () => Promise<unknown> = async () => undefined;
    afterEach(() => undo());

    const PLANTED: readonly [string, Record<string, unknown>][] = [
      ['a refund shows what its events say', { state: 'pending' }],
      ['no more went out than came in', { yen: 3001 }],
      ['the books have what was given back', { yen: 1 }],
      ['a charge is refunded when all that is due was given back', { yen: 1 }],
    ];

    it.each(PLANTED)('%s', async (rule, change) => {
      const scene = await paidFee();
      scene.company.answer = { outcome: 'succeeded', at: minutesLater(9) };
      const id = await scene.ask(3000);
      await refundReconciler(scene.deps).follow(fail);
      expect(await violations()).toEqual([]);
      const [before] = await db().stores.refunds.ofCharge(scene.chargeId);
      const plant = (set: Record<string, unknown>) =>
        db().driver.write(async ({ db: q, tables }) => {
          await q.update(tables.refunds).set(set).where(eq(tables.refunds.id, id));
        });
      undo = () => plant({ state: before?.state, yen: before?.yen });
      await plant(change);
      expect(await violations()).toContain(rule);
    });
  });

  it('leave a whole log', async () => {
    expect((await db().stores.audit.verify()).brokenAt).toBeNull();
  });
});
