import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { BookingStore } from '../bookings/booking-store.ts';
import type { SeatGiving } from '../bookings/waiting-list.ts';
import { DomainError } from '../errors.ts';
import type { ChargeStore } from '../payments/charge-store.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Application, ApplicationEvent } from './application.ts';
import type { ApplicationStore } from './application-store.ts';
import { nextStatus } from './status-table.ts';
import { type WithdrawalTerms, withdrawalTerms } from './withdrawal-terms.ts';

interface WithdrawalStores {
  readonly applications: ApplicationStore;
  readonly bookings: BookingStore;
  readonly charges: ChargeStore;
}

/** What the rules say today about taking this application back. */
export async function findWithdrawalTerms(
  stores: WithdrawalStores,
  clock: Clock,
  procedure: Procedure,
  application: Application,
): Promise<WithdrawalTerms> {
  const [booking, paidYen] = await Promise.all([
    stores.bookings.findByApplication(application.id),
    stores.charges.keptYen(application.id),
  ]);
  return withdrawalTerms(procedure, application, {
    bookedDay: booking?.day ?? null,
    paidYen,
    today: todayInTokyo(clock.now()),
  });
}

/**
 * Takes an application back: frees its slot once, cancels an open charge, notes what is given back.
 * Whoever waits for its seat gets it in the same commit.
 * @throws DomainError withdrawal_not_allowed after the last day, transition_not_allowed when it is closed
 */
export async function withdrawApplication(
  stores: WithdrawalStores,
  clock: Clock,
  procedure: Procedure,
  application: Application,
  seats?: SeatGiving,
): Promise<Application> {
  const terms = await findWithdrawalTerms(stores, clock, procedure, application);
  const now = clock.now();
  return stores.applications.withdraw({
    id: application.id,
    now,
    ...(seats && { seats }),
    decide(current, _lastSeq, paidYen) {
      nextStatus(current.status, 'withdrawn');
      // Paid or lapsed while the resident was deciding: the terms that were shown no longer hold.
      if (current.status !== application.status || paidYen !== terms.paidYen) {
        throw new DomainError('transition_not_allowed');
      }
      if (!terms.allowed) throw new DomainError('withdrawal_not_allowed');
      const by = { at: now, actor: 'resident' as const };
      const events: Omit<ApplicationEvent, 'seq'>[] = [{ ...by, type: 'withdrawn', detail: {} }];
      if (terms.refundYen > 0) {
        events.push({ ...by, type: 'refund_due', detail: { yen: terms.refundYen } });
      }
      return { refundYen: terms.refundYen, events };
    },
  });
}
