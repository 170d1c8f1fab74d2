import { describe, expect, it } from 'vitest';
import { approveRefund } from '../../../server/domain/refunds/approve-refund.ts';
import { giveUpRefund } from '../../../server/domain/refunds/give-up-refund.ts';
import { hearRefundNotice } from '../../../server/domain/refunds/hear-refund-notice.ts';
import { makeDueRefunds } from '../../../server/domain/refunds/make-due-refunds.ts';
import type { RefundNotice } from '../../../server/domain/refunds/provider-refund.ts';
import { refundReconciler } from '../../../server/domain/refunds/reconcile-refunds.ts';
import { ATTEMPT, PAID_YEN, refundScene } from '../../support/refund-scene.ts';

const fail = (error: unknown) => {
  throw error;
};
const quiet = () => undefined;
const AT = new Date('2026-11-22T10:00:00+09:00');

/** Withdrawn: so much of it goes back by the rules. */
function withdrawn(yen = 800) {
  const scene = refundScene();
  scene.happen('refund_due', { state: 'refund_due', refundYen: yen }, { yen });
  return { ...scene, reconciler: refundReconciler(scene.deps) };
}

const notice = (change: Partial<RefundNotice>): RefundNotice => ({
  kind: 'refund',
  eventId: 'evt-1',
  refundId: null,
  refundRef: 're-by-hand',
  attemptId: ATTEMPT,
  yen: 800,
  outcome: { outcome: 'succeeded', at: AT },
  ...change,
});

describe('what falls due by itself', () => {
  it('goes back the way it came, once, and the charge is then refunded', async () => {
    const scene = withdrawn();
    scene.company.answer = { outcome: 'succeeded', at: AT };
    expect(await scene.reconciler.follow(fail)).toBe(1);
    expect(await scene.reconciler.follow(fail)).toBe(0);
    const { id } = scene.only();
    expect(scene.company.requests).toEqual([
      { refundId: id, attemptId: ATTEMPT, providerRef: `ref-${ATTEMPT}`, yen: 800 },
    ]);
    expect(scene.types(id)).toEqual(['due', 'approved', 'sent', 'succeeded']);
    expect(scene.charge()).toMatchObject({ state: 'refunded', refundYen: 800 });
  });

  it('waits for approval above the limit', async () => {
    const scene = withdrawn(1001);
    await scene.reconciler.follow(fail);
    expect(scene.only()).toMatchObject({ state: 'asked', reason: 'withdrawn', askedBy: 'system' });
    expect(scene.company.requests).toEqual([]);
  });

  it('by what staff did is approved by somebody else', async () => {
    const scene = refundScene();
    const detail = { yen: 1200, by: 'staff:hanako' };
    scene.happen('refund_due', { state: 'refund_due', refundYen: 1200 }, detail);
    await refundReconciler(scene.deps).follow(fail);
    const approving = approveRefund(scene.deps, scene.only(), 'staff:hanako');
    await expect(approving).rejects.toThrow('transition_not_allowed');
    await approveRefund(scene.deps, scene.only(), 'staff:taro');
    expect(scene.only().state).toBe('approved');
  });

  it('of a second payment leaves the one that counts', async () => {
    const scene = refundScene();
    scene.deps = { ...scene.deps, approvalAboveYen: 5000 };
    const second = { yen: PAID_YEN, method: 'card' };
    scene.happen('paid_twice', { state: 'paid', refundYen: PAID_YEN }, second, 'attempt-2');
    scene.company.answer = { outcome: 'succeeded', at: AT };
    await refundReconciler(scene.deps).follow(fail);
    expect(scene.only()).toMatchObject({ reason: 'paid_twice', attemptId: 'attempt-2' });
    expect(scene.charge()).toMatchObject({ state: 'paid', refundYen: PAID_YEN });
  });

  it.each([
    ['cash', undefined, 'cash'],
    ['card_terminal', undefined, 'card_terminal'],
    // Entered under the wrong one, and mended since.
    ['cash', 'card_terminal', 'card_terminal'],
  ])('and came over the counter (%s, mended to %s) waits to be given there', async (...row) => {
    const [method, to, way] = row;
    const scene = withdrawn(0);
    const taken = { state: 'refund_due', refundYen: 300 } as const;
    scene.happen('paid_twice', taken, { yen: 300, method }, 'till-1');
    if (to) scene.happen('method_corrected', taken, { from: method, to }, 'till-1');
    scene.state.snapshot = { ...scene.state.snapshot, followedDues: new Set([2]) };
    await makeDueRefunds(scene.deps, null, fail);
    expect(scene.only()).toMatchObject({ way, state: 'approved', provider: null });
  });
});

describe('a company that does not answer', () => {
  it('is asked again with the same key', async () => {
    const scene = withdrawn();
    scene.company.silent = true;
    await scene.reconciler.follow(quiet);
    expect(scene.only().state).toBe('unknown');
    scene.clock.set('2026-11-21T10:06:00+09:00');
    scene.company.silent = false;
    await scene.reconciler.sweep(fail);
    expect(scene.only()).toMatchObject({ state: 'pending', providerRef: `re-${scene.only().id}` });
    expect(new Set(scene.company.requests.map(({ refundId }) => refundId)).size).toBe(1);
  });

  it('although it does not exist there, is given up by somebody who has looked', async () => {
    const scene = withdrawn();
    scene.company.silent = true;
    await scene.reconciler.follow(quiet);
    await giveUpRefund(scene.deps, scene.only(), 'staff:hanako');
    expect(scene.only().state).toBe('failed');
    expect(scene.charge()).toMatchObject({ state: 'refund_due', refundYen: 800 });
    // It was there after all: its word is asked for, and counts.
    const { id } = scene.only();
    scene.company.silent = false;
    const late = notice({ refundId: id, refundRef: `re-${id}` });
    scene.company.truth.set(`re-${id}`, late.outcome);
    await hearRefundNotice(scene.deps, 'fake', late);
    expect(scene.charge()).toMatchObject({ state: 'refunded', refundYen: 800 });
  });

  it('may have been asked before a crash: the sweep finds it', async () => {
    const scene = withdrawn();
    await makeDueRefunds(scene.deps, null, fail);
    const { id, chargeId } = scene.only();
    const event = { type: 'sent', at: scene.clock.now(), actor: 'system', providerEventId: null };
    await scene.deps.refunds.change(chargeId, () => ({
      moves: [{ id, state: 'sent', events: [{ ...event, detail: {} }] }],
    }));
    scene.clock.set('2026-11-21T10:06:00+09:00');
    await scene.reconciler.sweep(fail);
    expect(scene.only().state).toBe('pending');
    scene.company.truth.set(`re-${id}`, { outcome: 'succeeded', at: AT });
    scene.clock.set('2026-11-21T10:12:00+09:00');
    await scene.reconciler.sweep(fail);
    expect(scene.charge().state).toBe('refunded');
  });

  it('tells nothing when the bank sends it back: asked once a day, it is found', async () => {
    const scene = withdrawn();
    scene.company.answer = { outcome: 'succeeded', at: AT };
    await scene.reconciler.follow(fail);
    scene.company.truth.set(`re-${scene.only().id}`, { outcome: 'failed', reason: 'closed' });
    scene.clock.set('2026-11-23T10:00:00+09:00');
    await scene.reconciler.sweep(fail);
    expect(scene.only().state).toBe('failed');
    expect(scene.charge()).toMatchObject({ state: 'refund_due', refundYen: 800 });
    // Nobody sends it again by itself: the same account would refuse it again.
    expect(await scene.reconciler.follow(fail)).toBe(0);
  });
});

describe('a refund that was made at the company by hand', () => {
  it('is entered as a refund', async () => {
    const scene = refundScene();
    const told = notice({ yen: 500 });
    expect(await hearRefundNotice(scene.deps, 'fake', told)).toBe('changed');
    expect(await hearRefundNotice(scene.deps, 'fake', told)).toBe('unchanged');
    expect(scene.state.snapshot.refunds).toHaveLength(1);
    expect(scene.only()).toMatchObject({ askedBy: 'provider', state: 'succeeded', yen: 500 });
    expect(scene.charge()).toMatchObject({ state: 'refunded', refundYen: 500 });
  });

  it('is the one that waited here for approval', async () => {
    const scene = withdrawn(1200);
    await scene.reconciler.follow(fail);
    await hearRefundNotice(scene.deps, 'fake', notice({ yen: 1200 }));
    expect(scene.types(scene.only().id)).toEqual(['due', 'adopted', 'succeeded']);
    expect(scene.charge()).toMatchObject({ state: 'refunded', refundYen: 1200 });
  });

  it.each([
    ['of a payment that is not ours', { attemptId: 'nobody' }, 'unknown_payment'],
    ['of no payment', { attemptId: null }, 'unknown_payment'],
    ['with an id that we never gave', { refundId: 'other-town' }, 'unknown_payment'],
    ['of more than was paid', { yen: PAID_YEN + 1 }, 'refused'],
  ])('%s is set aside', async (_, change, result) => {
    const scene = refundScene();
    expect(await hearRefundNotice(scene.deps, 'fake', notice(change))).toBe(result);
    expect(scene.charge()).toMatchObject({ state: 'paid', refundYen: 0 });
  });

  it('and one of ours that says another amount is not believed', async () => {
    const scene = withdrawn();
    await scene.reconciler.follow(fail);
    const { id } = scene.only();
    const wrong = notice({ refundId: id, refundRef: `re-${id}`, yen: 801 });
    expect(await hearRefundNotice(scene.deps, 'fake', wrong)).toBe('refused');
    const right = { ...wrong, yen: 800 };
    expect(await hearRefundNotice(scene.deps, 'fake', right)).toBe('changed');
    expect(await hearRefundNotice(scene.deps, 'stripe', right)).toBe('refused');
  });
});
