import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { findWithdrawalTerms } from '../applications/withdraw-application.ts';
import type { SeatGiving } from '../bookings/waiting-list.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';

type Stores = Parameters<typeof findWithdrawalTerms>[0];

/**
 * The resident has asked the office to take it back (by telephone, at the counter). The town may do
 * that after the last day for doing it online, too; what is given back is the same. It frees the
 * booking and can't be undone.
 * @throws DomainError reason_needed; transition_not_allowed when it is decided, or (`why: moved`)
 *   when the case has moved on since `lastSeq`
 */
export async function withdrawForResident(
  stores: Stores,
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly application: Application;
    readonly by: StaffActor;
    /** How and when the resident asked for it; they read it, too. */
    readonly text: string;
    readonly lastSeq: number;
    readonly mails?: readonly OutboxMail[];
    readonly seats?: SeatGiving;
  },
): Promise<Application> {
  const { procedure, application, by, text, seats, mails } = input;
  if (text.trim() === '') throw new DomainError('reason_needed');
  const { refundYen, paidYen } = await findWithdrawalTerms(stores, clock, procedure, application);
  const now = clock.now();
  return stores.applications.withdraw({
    id: application.id,
    now,
    ...(seats && { seats }),
    ...(mails && { mails }),
    decide(current, lastSeq, paid) {
      nextStatus(current.status, 'withdrawn');
      if (lastSeq !== input.lastSeq || paid !== paidYen) {
        throw new DomainError('transition_not_allowed', { why: 'moved' });
      }
      const own = { at: now, actor: by };
      const events: Omit<ApplicationEvent, 'seq'>[] = [{ ...own, type: 'withdrawn', detail: {} }];
      if (refundYen > 0) events.push({ ...own, type: 'refund_due', detail: { yen: refundYen } });
      return { refundYen, events, note: { text } };
    },
  });
}
