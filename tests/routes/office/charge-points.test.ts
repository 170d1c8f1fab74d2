import { describe, expect, it } from 'vitest';
import type { Dispute } from '../../../server/domain/disputes/dispute.ts';
import type { ChargeEvent, ChargeState } from '../../../server/domain/payments/payment.ts';
import type { Refund } from '../../../server/domain/refunds/refund.ts';
import { openPoints } from '../../../server/routes/office/finance/charge-next.ts';
import { daysLeft, daysLeftWord } from '../../../server/routes/office/finance/disputes-words.ts';
import type { OpenParts } from '../../../server/routes/office/finance/open-point.ts';
import { disputeNotice, hearAll, undisputed } from '../../support/dispute-scene.ts';

const NOW = new Date('2026-11-21T12:00:00+09:00');
const { charge } = undisputed();

function points(state: ChargeState, change: Partial<OpenParts> = {}) {
  const nothing = { events: [], refunds: [], disputes: [], now: NOW, say: () => '期日' };
  return openPoints({ charge: { ...charge, state, refundYen: 500 }, ...nothing, ...change });
}
const texts = (...args: Parameters<typeof points>) => points(...args).map(({ text }) => text);

const event = (type: string, detail: ChargeEvent['detail'] = {}) => ({
  seq: 1,
  type,
  at: NOW,
  attemptId: 'a',
  providerEventId: null,
  detail,
});
const refund = (state: Refund['state']) =>
  ({ id: 'r', state, yen: 500, way: 'provider', giveBackBy: null, createdAt: NOW }) as Refund;
const dispute = (change: Parameters<typeof disputeNotice>[0] = {}) =>
  hearAll([disputeNotice(change)]).dispute as Dispute;

describe('what is to be done about a charge', () => {
  it.each([
    ['paid', []],
    ['expired', []],
    ['cancelled', []],
    ['refunded', []],
    ['open', [/支払いを待っています。期限は期日/]],
    ['pending', [/入金を待っています/]],
    ['unknown', [/「決済会社にきく」を押してください/]],
    ['refund_due', [/500円をお返しします/]],
  ] as const)('%s: %j', (state, wanted) => {
    const said = texts(state);
    expect(said).toHaveLength(wanted.length);
    for (const [index, text] of said.entries()) expect(text).toMatch(wanted[index] ?? /^$/);
  });

  it('is to look at money that does not fit, until the whole money of that attempt comes', () => {
    const refused = event('attempt_refused', { yen: 1, expected_yen: 1501 });
    expect(texts('paid', { events: [refused] })).toEqual([
      expect.stringContaining('知らせ（1円）が、請求（1,501円）と合いません'),
    ]);
    expect(texts('paid', { events: [refused, event('attempt_paid')] })).toEqual([]);
  });

  it('is to follow refunds that are not over, and those alone', () => {
    for (const state of ['asked', 'approved', 'unknown', 'needs_payer', 'failed'] as const) {
      const [point] = points('refund_due', { refunds: [refund(state)] });
      expect(point?.href).toBe('/office/finance/refunds/r');
    }
    for (const state of ['succeeded', 'cancelled'] as const) {
      expect(points('refunded', { refunds: [refund(state)] })).toEqual([]);
    }
  });

  it('is no more to look at a refund that failed once another one was made', () => {
    const later = { ...refund('succeeded'), createdAt: new Date(NOW.getTime() + 1) };
    expect(points('refunded', { refunds: [refund('failed'), later] })).toEqual([]);
    const earlier = { ...later, createdAt: new Date(NOW.getTime() - 1) };
    expect(points('refunded', { refunds: [earlier, refund('failed')] })).toHaveLength(1);
  });

  it('is to answer a dispute in time, and to decide when it was lost', () => {
    expect(texts('paid', { disputes: [dispute()] })).toEqual([
      expect.stringContaining('（あと10日）'),
    ]);
    expect(texts('paid', { disputes: [dispute({ state: 'lost' })] })).toEqual([
      expect.stringContaining('もう一度請求するか'),
    ]);
    for (const state of ['under_review', 'won', 'closed'] as const) {
      expect(texts('paid', { disputes: [dispute({ state })] })).toEqual([]);
    }
  });
});

describe('days left to answer', () => {
  it.each([
    ['2026-12-01T23:59:59+09:00', 'あと10日'],
    ['2026-11-22T00:00:00+09:00', 'あと1日'],
    ['2026-11-21T23:59:59+09:00', '今日まで'],
    ['2026-11-21T12:00:01+09:00', '今日まで'],
    ['2026-11-21T12:00:00+09:00', '期限が過ぎました'],
    ['2026-11-20T23:59:59+09:00', '期限が過ぎました'],
  ])('until %s: %s', (until, words) => {
    expect(daysLeftWord(daysLeft(dispute({ respondBy: new Date(until) }), NOW))).toBe(words);
  });

  it('are none without a day, or when nothing waits', () => {
    expect(daysLeftWord(daysLeft(dispute({ respondBy: null }), NOW))).toBe('');
    expect(daysLeft(dispute({ state: 'under_review' }), NOW)).toBeNull();
  });
});
