import { describe, expect, it } from 'vitest';
import type { ApplicationStatus } from '../../../server/domain/applications/application.ts';
import type { PendingChange } from '../../../server/domain/changes/pending-change.ts';
import type { BookingState, ChargeSnapshot } from '../../../server/domain/payments/charge-store.ts';
import { isHeld, payBefore } from '../../../server/domain/payments/held.ts';
import type { ChargeKind } from '../../../server/domain/payments/payment.ts';
import { paymentScene } from '../../support/payment-scene.ts';

/** Every way that an application can stand. */
const STATUSES: readonly ApplicationStatus[] = [
  'prepared',
  'awaiting_payment',
  'waitlisted',
  'received',
  'in_review',
  'returned',
  'fee_due',
  'approved',
  'granted',
  'refused',
  'completed',
  'lapsed',
  'withdrawn',
];

const BOOKINGS: readonly (BookingState | 'none')[] = [
  'none',
  'waiting',
  'held',
  'confirmed',
  'lapsed',
  'cancelled',
];

const CHANGE: PendingChange = {
  chargeId: 'charge-1',
  draftId: 'd',
  answers: {},
  yen: 2000,
  before: '2026-12-05',
};

/** What each door asks for: where money may be taken, and nowhere else. */
const DOORS: readonly {
  readonly kind: ChargeKind;
  readonly change: PendingChange | null;
  readonly statuses: readonly ApplicationStatus[];
  readonly bookings: readonly (BookingState | 'none')[];
}[] = [
  // With the application, and after the review.
  {
    kind: 'fee',
    change: null,
    statuses: ['awaiting_payment', 'fee_due'],
    bookings: ['none', 'held', 'confirmed'],
  },
  {
    kind: 'difference',
    change: CHANGE,
    statuses: ['received', 'in_review'],
    bookings: ['none', 'confirmed'],
  },
  { kind: 'difference', change: null, statuses: [], bookings: [] },
  {
    kind: 'monthly',
    change: null,
    statuses: ['received', 'in_review', 'returned', 'fee_due', 'approved', 'granted', 'completed'],
    bookings: BOOKINGS,
  },
];

describe('money is only taken for what is complete and held', () => {
  it.each(DOORS)(
    '$kind, and every way that its application and booking can stand',
    async (door) => {
      for (const status of STATUSES) {
        for (const state of BOOKINGS) {
          const scene = paymentScene({ charge: { kind: door.kind }, application: { status } });
          const { charges } = scene;
          charges.booking = state === 'none' ? null : { ...charges.booking!, state };
          const read = charges.change;
          // The store in memory knows no changed orders.
          charges.change = (id, decide) => read(id, (at) => decide({ ...at, change: door.change }));
          const allowed = door.statuses.includes(status) && door.bookings.includes(state);
          const started = await scene.start().then(
            () => true,
            () => false,
          );
          expect([status, state, started]).toEqual([status, state, allowed]);
          // Nobody was sent anywhere.
          if (!allowed) expect(charges.attemptList.every(({ url }) => url === null)).toBe(true);
        }
      }
    },
  );

  it('takes nothing for a bill that is paid or withdrawn', () => {
    const bill = (state: string, hasLivingSibling = false) =>
      isHeld({ application: null, bill: { state }, hasLivingSibling } as ChargeSnapshot);
    expect([bill('open'), bill('paid'), bill('cancelled'), bill('open', true)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('ends before the day of use, a change before its last day is over, a month by no day', () => {
    const booking = { id: 'b', state: 'confirmed' as const, day: '2026-12-24' };
    const of = (kind: ChargeKind, change: PendingChange | null = null) =>
      payBefore({ charge: { kind }, bill: null, booking, change } as ChargeSnapshot);
    expect(of('fee')).toBe('2026-12-24');
    expect(of('difference', CHANGE)).toBe('2026-12-05');
    expect(of('monthly')).toBeNull();
  });
});
