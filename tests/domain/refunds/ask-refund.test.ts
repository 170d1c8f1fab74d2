import { describe, expect, it } from 'vitest';
import { approveRefund } from '../../../server/domain/refunds/approve-refund.ts';
import { type AskRefund, askRefund } from '../../../server/domain/refunds/ask-refund.ts';
import { cancelRefund } from '../../../server/domain/refunds/cancel-refund.ts';
import { recordPayout, recordReturn } from '../../../server/domain/refunds/record-payout.ts';
import { ATTEMPT, CHARGE, PAID_YEN, refundScene } from '../../support/refund-scene.ts';

const HANAKO = 'staff:hanako';
const TARO = 'staff:taro';
const PAYEE = {
  name: '見本 花子',
  bank: '見本銀行',
  branch: '本店',
  kind: 'ordinary',
  number: '1234567',
  holder: 'ミホン ハナコ',
} as const;

type Scene = ReturnType<typeof refundScene>;

const ask = ({ deps }: Scene, change: Partial<AskRefund> = {}) =>
  askRefund(deps, {
    chargeId: CHARGE,
    attemptId: ATTEMPT,
    yen: 600,
    believedYen: PAID_YEN,
    reason: 'mistake',
    way: 'provider',
    by: HANAKO,
    ...change,
  });
const why = (reason: string) => expect.objectContaining({ detail: { why: reason } });
const about = (id: string) => ({ id, chargeId: CHARGE });

describe('asking for a refund', () => {
  it('is held against what was paid, less what is under way', async () => {
    const scene = refundScene();
    await ask(scene);
    await expect(ask(scene)).rejects.toEqual(why('moved'));
    await expect(ask(scene, { believedYen: 900, yen: 901 })).rejects.toEqual(why('too_much'));
    await ask(scene, { believedYen: 900, yen: 900 });
    await expect(ask(scene, { believedYen: 0, yen: 1 })).rejects.toEqual(why('too_much'));
    const sum = scene.state.snapshot.refunds.reduce((all, { yen }) => all + yen, 0);
    expect(sum).toBe(PAID_YEN);
  });

  it.each([
    ['half a yen', { yen: 0.5 }, 'not_yen'],
    ['nothing', { yen: 0 }, 'not_yen'],
    ['a negative amount', { yen: -1 }, 'not_yen'],
    ['money of another visit', { attemptId: 'attempt-2' }, 'moved'],
    ['what the rules do not owe', { reason: 'withdrawn' as const }, 'not_due'],
    ['a terminal for what it did not take', { way: 'card_terminal' as const }, 'not_due'],
    [
      'a bill to be paid again where there is none',
      { reason: 'wrong_bill' as const },
      'not_whole_bill',
    ],
  ])('refuses %s', async (_, change, reason) => {
    const scene = refundScene();
    await expect(ask(scene, change)).rejects.toEqual(why(reason));
    expect(scene.state.snapshot.refunds).toEqual([]);
  });

  it('gives nothing of what a card company holds back', async () => {
    const scene = refundScene();
    scene.state.snapshot = {
      ...scene.state.snapshot,
      ledger: [{ kind: 'dispute', yen: -PAID_YEN } as never],
    };
    await expect(ask(scene, { believedYen: 0 })).rejects.toEqual(why('too_much'));
  });

  it('below the limit is approved by that, and makes its amount due', async () => {
    const scene = refundScene();
    await ask(scene);
    expect(scene.only()).toMatchObject({ state: 'approved', approvedBy: HANAKO, provider: 'fake' });
    expect(scene.charge()).toMatchObject({ state: 'refund_due', refundYen: 600 });
  });
});

describe('the second pair of eyes', () => {
  it('is somebody else, above the limit', async () => {
    const scene = refundScene();
    const id = await ask(scene, { yen: 1001 });
    expect(scene.only().state).toBe('asked');
    expect(scene.charge()).toMatchObject({ state: 'paid', refundYen: 0 });
    await expect(approveRefund(scene.deps, about(id), HANAKO)).rejects.toEqual(why('same_person'));
    await approveRefund(scene.deps, about(id), TARO);
    expect(scene.only()).toMatchObject({ state: 'approved', approvedBy: TARO });
    expect(scene.charge()).toMatchObject({ state: 'refund_due', refundYen: 1001 });
    await expect(approveRefund(scene.deps, about(id), TARO)).rejects.toThrow();
  });

  it('is not avoided by asking in parts', async () => {
    const scene = refundScene();
    await ask(scene, { yen: 600 });
    await ask(scene, { yen: 401, believedYen: 900 });
    expect(scene.state.snapshot.refunds.map(({ state }) => state)).toEqual(['approved', 'asked']);
  });
});

describe('taking a refund back', () => {
  it('that staff had decided makes it due no more', async () => {
    const scene = refundScene();
    const id = await ask(scene);
    await expect(cancelRefund(scene.deps, about(id), { by: TARO, note: ' ' })).rejects.toThrow(
      'reason_needed',
    );
    await cancelRefund(scene.deps, about(id), { by: TARO, note: '金額の間違い' });
    expect(scene.only().state).toBe('cancelled');
    expect(scene.charge()).toMatchObject({ state: 'paid', refundYen: 0 });
  });

  it('that the rules owe leaves it due', async () => {
    const scene = refundScene();
    const due = { state: 'refund_due' as const, refundYen: PAID_YEN };
    scene.happen('refund_due', due, { yen: PAID_YEN });
    const id = await ask(scene, { reason: 'withdrawn', yen: PAID_YEN });
    await approveRefund(scene.deps, about(id), TARO);
    await cancelRefund(scene.deps, about(id), { by: HANAKO, note: '口座へ振り込む' });
    expect(scene.charge()).toMatchObject(due);
  });
});

describe('what the town gives back itself', () => {
  it('is recorded with the day, and is in the books line by line', async () => {
    const scene = refundScene();
    await expect(ask(scene, { way: 'bank_transfer' })).rejects.toThrow('reason_needed');
    const transfer = { way: 'bank_transfer', payee: PAYEE, giveBackBy: '2026-12-10' } as const;
    const id = await ask(scene, transfer);
    expect(scene.only()).toMatchObject({ provider: null, hasPayee: true, state: 'approved' });
    scene.clock.set('2026-11-25T09:00:00+09:00');
    for (const on of ['2026-11-20', '2026-11-26', '25日']) {
      const recording = recordPayout(scene.deps, about(id), { by: TARO, on });
      await expect(recording).rejects.toEqual(why('day'));
    }
    await recordPayout(scene.deps, about(id), { by: TARO, on: '2026-11-24' });
    expect(scene.charge()).toMatchObject({ state: 'refunded', refundYen: 600 });
    const { ledger } = scene.state.snapshot;
    expect(ledger.map(({ yen }) => yen)).toEqual([-400, -200]);
    expect(ledger[0]).toMatchObject({ kind: 'refund', method: 'bank_transfer', cause: id });
    expect(ledger[0]?.occurredAt).toEqual(new Date('2026-11-24T12:00:00+09:00'));
  });

  it.each([
    ['2027-05-31', 2026],
    ['2027-06-01', 2027],
  ])(
    'on %s goes out of the books of %i: those it came to, while they are open',
    async (on, year) => {
      const scene = refundScene();
      const taking = { kind: 'taking', cause: ATTEMPT, yen: 1500, occurredAt: scene.clock.now() };
      scene.state.snapshot = { ...scene.state.snapshot, ledger: [taking as never] };
      scene.clock.set(`${on}T09:00:00+09:00`);
      const id = await ask(scene, { way: 'bank_transfer', payee: PAYEE });
      await recordPayout(scene.deps, about(id), { by: TARO, on });
      expect(scene.state.snapshot.ledger.at(-1)?.fiscalYear).toBe(year);
    },
  );

  it('and the bank sends back is due again', async () => {
    const scene = refundScene();
    const id = await ask(scene, { way: 'bank_transfer', payee: PAYEE });
    await recordPayout(scene.deps, about(id), { by: TARO, on: '2026-11-21' });
    await recordReturn(scene.deps, about(id), TARO);
    expect(scene.only().state).toBe('failed');
    expect(scene.charge()).toMatchObject({ state: 'refund_due', refundYen: 600 });
    expect(scene.state.snapshot.ledger.reduce((sum, { yen }) => sum + yen, 0)).toBe(0);
  });
});
