import type { Clock } from '../../lib/clock.ts';
import { addOpenDays } from '../../lib/japanese-calendar.ts';
import { addDays, addMonths, todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { CaseStore } from '../cases/case-store.ts';
import type { Price } from '../changes/difference.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { exemptionStanding } from './exemption.ts';

/** First JST day of the month of that day. */
export const monthBegins = (day: string) => `${day.slice(0, 8)}01`;

/**
 * Last JST day to pay a bill that is made today: the definition's days, else the end of this month.
 * One that ends on a closed day ends on the next open one (地方自治法4条の2).
 */
function billDueOn({ fee }: Procedure, today: string): string {
  const last =
    fee.payDays === undefined
      ? addDays(addMonths(monthBegins(today), 1), -1)
      : addDays(today, fee.payDays);
  return addOpenDays(last, 0);
}

/**
 * Asks for the fee of a month that is over, once for each application. A fee of nothing is noted and
 * asks for nothing; whose exemption staff have not seen yet is asked later.
 * @returns the application; undefined when it is too early for it
 * @throws DomainError transition_not_allowed when it was billed before, or is withdrawn or refused
 */
export async function makeMonthlyBill(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly application: Application;
    readonly price: Price;
    /** The mail with the link to pay. */
    mails(chargeId: string): readonly OutboxMail[];
  },
): Promise<Application> {
  const { procedure, price } = input;
  const now = clock.now();
  const id = orderedId(now);
  const { yen, lines } = price;
  const dueOn = billDueOn(procedure, todayInTokyo(now));
  const payBy = new Date(`${dueOn}T23:59:59+09:00`);
  return stores.cases.take({
    applicationId: input.application.id,
    now,
    ...(yen > 0 && { mails: input.mails(id) }),
    decide({ application, events }) {
      const status = nextStatus(application.status, 'bill_made');
      const isBilled = events.some(({ type }) => type === 'bill_made');
      const standing = exemptionStanding(procedure, application, events);
      if (isBilled || standing === 'claimed' || standing === 'refused') {
        throw new DomainError('transition_not_allowed', { event: 'bill_made' });
      }
      return {
        status,
        event: { type: 'bill_made', at: now, actor: 'system', detail: { yen } },
        feeYen: yen,
        ...(yen > 0 && { charge: { id, kind: 'monthly', yen, lines, payBy } }),
      };
    },
  });
}
