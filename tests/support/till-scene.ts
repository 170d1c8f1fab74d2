import { randomUUID } from 'node:crypto';
import { closeTill } from '../../server/domain/till/close-till.ts';
import { openTill } from '../../server/domain/till/open-till.ts';
import { type Taking, takePayment } from '../../server/domain/till/take-payment.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { minutesLater, NOW, sampleBooking, sampleSubmission } from '../storage/samples.ts';
import { fakeProvider } from './fake-provider.ts';
import { firstChargeId } from './first-charge-id.ts';
import { noRevenueItems } from './no-revenue-items.ts';

let day = 0;
let tills = 0;

/** A counter at ten in the morning: tills of its own, and what is owed there. */
export function tillScene(stores: Stores) {
  const clock = fixedClock(NOW);
  const provider = fakeProvider();
  const deps = {
    charges: stores.charges,
    refunds: stores.refunds,
    tills: stores.tills,
    clock,
    providers: new Map([['fake', provider]]),
    revenue: noRevenueItems,
    approvalAboveYen: 10_000,
  };
  const actor = 'staff:mado' as const;

  return {
    deps,
    clock,
    provider,
    actor,
    /** A till that nobody has used, open with ten notes of 1,000 yen. */
    async opened() {
      tills += 1;
      const { session } = await openTill(deps, `till_${tills}`, { 1000: 10 }, actor);
      return session;
    },
    /** An application that waits for its fee. `counter`: received, and its fee is paid at the counter. */
    async owed(yen = 1500, kind: 'fee' | 'counter' = 'fee') {
      day += 1;
      const charge = {
        id: firstChargeId(),
        kind,
        yen,
        lines: [{ item: 'room', label: '使用料', yen }],
        payBy: minutesLater(30),
      };
      const date = new Date(Date.UTC(2027, 3, day)).toISOString().slice(0, 10);
      const booking = sampleBooking({ day: date, holdUntil: minutesLater(30) });
      const isFee = kind === 'fee';
      const submission = sampleSubmission({
        charge,
        booking: isFee ? booking : null,
        ...(!isFee && {
          events: [{ type: 'received', at: NOW, actor: 'resident', detail: {} }],
          application: { status: 'received', receivedAt: NOW },
        }),
      });
      await stores.applications.submit(submission);
      return { chargeId: charge.id, applicationId: submission.application.id, yen };
    },
    take(chargeId: string, sessionId: string, change: Partial<Taking> = {}) {
      return takePayment(deps, chargeId, {
        attemptId: randomUUID(),
        sessionId,
        tender: { method: 'cash', tenderedYen: 2000 },
        actor,
        slipKept: false,
        ...change,
      });
    },
    count: (sessionId: string, thousands: number, explanation = '') =>
      closeTill(deps, sessionId, { counted: { 1000: thousands }, explanation, actor }),
  };
}
