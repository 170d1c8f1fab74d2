import type { Clock } from '../../lib/clock.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application, NewCharge } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { holdUntil } from './undo-window.ts';

/**
 * Pay after review (事後決済): staff fix the amount and a payment link goes out.
 * @param payDays days to pay, from tomorrow; the last one ends at midnight in Tokyo
 * @throws DomainError transition_not_allowed when the definition takes no fee after the review, or
 *   the case is not in review, or has been paid; invalid_amount for anything but whole yen above zero
 */
export function fixFee(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly applicationId: string;
    readonly by: StaffActor;
    readonly lines: NewCharge['lines'];
    readonly payDays: number;
    /** The mail with the link to pay. */
    mails?(chargeId: string): readonly OutboxMail[];
  },
): Promise<Application> {
  const { procedure, lines, payDays } = input;
  if (procedure.fee.when !== 'after_review') throw new DomainError('transition_not_allowed');
  const yen = lines.reduce((sum, line) => sum + line.yen, 0);
  const whole = lines.every((line) => Number.isSafeInteger(line.yen) && line.yen >= 0);
  if (!whole || yen <= 0 || !Number.isSafeInteger(yen)) throw new DomainError('invalid_amount');
  const now = clock.now();
  const id = orderedId(now);
  const payBy = new Date(`${addDays(todayInTokyo(now), payDays)}T23:59:59+09:00`);
  return stores.cases.take({
    applicationId: input.applicationId,
    now,
    ...(input.mails && { mails: input.mails(id) }),
    holdMails: holdUntil(now),
    decide({ application, charge }) {
      const status = nextStatus(application.status, 'fee_fixed');
      // A fee is paid once; one that expired unpaid may be fixed anew.
      if (charge?.state === 'paid') throw new DomainError('transition_not_allowed');
      return {
        status,
        event: { type: 'fee_fixed', at: now, actor: input.by, detail: { yen } },
        feeYen: yen,
        charge: { id, kind: 'fee', yen, lines, payBy },
      };
    },
  });
}
