import type { Clock } from '../../lib/clock.ts';
import { addOpenDays, formatJstMonth } from '../../lib/japanese-calendar.ts';
import { addDays, addMonths, todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { CaseStore } from '../cases/case-store.ts';
import type { Price } from '../changes/difference.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { exemptionStanding } from './exemption.ts';
import { monthBegins } from './months-of-use.ts';

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

type Events = readonly Pick<ApplicationEvent, 'type' | 'detail'>[];

/** The months that were billed, each by itself. */
export function billedMonths(events: Events): ReadonlySet<string> {
  const bills = events.filter(({ type }) => type === 'bill_made');
  return new Set(bills.flatMap(({ detail: { month } }) => (month ? [String(month)] : [])));
}

/** Was it billed, or that month of it? */
function isBilled(events: Events, month: string | undefined): boolean {
  return month === undefined
    ? events.some(({ type }) => type === 'bill_made')
    : billedMonths(events).has(month);
}

/** A bill of one month among several says which. */
function linesOf({ lines }: Price, month: string | undefined): Price['lines'] {
  if (month === undefined) return lines;
  const name = `（${formatJstMonth(month, 'ja')}分）`;
  return lines.map((line) => ({ ...line, label: `${line.label}${name}` }));
}

/**
 * Asks for the fee of a month that is over, once for each application (or for each month of its
 * use, where each is billed by itself). A fee of nothing is noted and
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
    /** "2026-12", where each month of use is billed by itself. */
    readonly month?: string;
    /** The mail with the link to pay. */
    mails(chargeId: string): readonly OutboxMail[];
  },
): Promise<Application> {
  const { procedure, price, month } = input;
  const now = clock.now();
  const id = orderedId(now);
  const { yen } = price;
  const detail: Record<string, string | number> = month === undefined ? { yen } : { yen, month };
  const lines = linesOf(price, month);
  const dueOn = billDueOn(procedure, todayInTokyo(now));
  const payBy = new Date(`${dueOn}T23:59:59+09:00`);
  return stores.cases.take({
    applicationId: input.application.id,
    now,
    ...(yen > 0 && { mails: input.mails(id) }),
    decide({ application, events }) {
      const status = nextStatus(application.status, 'bill_made');
      const standing = exemptionStanding(procedure, application, events);
      if (isBilled(events, month) || standing === 'claimed' || standing === 'refused') {
        throw new DomainError('transition_not_allowed', { event: 'bill_made' });
      }
      return {
        status,
        event: {
          type: 'bill_made',
          at: now,
          actor: 'system',
          detail,
        },
        feeYen: yen,
        ...(yen > 0 && {
          charge: { id, kind: 'monthly', yen, lines, payBy, ...(month && { month }) },
        }),
      };
    },
  });
}
