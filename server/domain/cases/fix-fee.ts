import type { Clock } from '../../lib/clock.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application, NewCharge } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { Attachment } from '../attachments/attachment.ts';
import { DomainError } from '../errors.ts';
import { type ExemptionStanding, exemptionStanding } from '../fees/exemption.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { CaseSnapshot, StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { lackingDocuments } from './open-tasks.ts';
import { holdUntil } from './undo-window.ts';

const NOT_EXEMPT: readonly ExemptionStanding[] = ['claimed', 'refused'];

/**
 * Pay after review (事後決済): staff fix the amount and a payment link goes out; also where they find
 * that an exemption with proof does not hold.
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
    /** What was handed in: a fee is asked for once nothing is missing any more. */
    readonly files?: readonly Attachment[];
    /** JST day of what is booked: it is paid before. */
    readonly usedOn?: string | null;
    /** The mail with the link to pay. */
    mails?(chargeId: string): readonly OutboxMail[];
  },
): Promise<Application> {
  const { procedure, lines, payDays } = input;
  const { when, exemptProof } = procedure.fee;
  if (when !== 'after_review' && exemptProof.length === 0) {
    throw new DomainError('transition_not_allowed');
  }
  const yen = lines.reduce((sum, line) => sum + line.yen, 0);
  const whole = lines.every((line) => Number.isSafeInteger(line.yen) && line.yen >= 0);
  if (!whole || yen <= 0 || !Number.isSafeInteger(yen)) throw new DomainError('invalid_amount');
  const now = clock.now();
  const id = orderedId(now);
  const last = addDays(todayInTokyo(now), payDays);
  // Always before the day of use; the day itself where that is over.
  const before = input.usedOn ? addDays(input.usedOn, -1) : last;
  const payBy = new Date(`${before < last ? before : last}T23:59:59+09:00`);
  if (payBy <= now) throw new DomainError('invalid_amount', { why: 'days' });
  const standing = (events: CaseSnapshot['events'], application: Application) =>
    exemptionStanding(procedure, application, events);
  return stores.cases.take({
    applicationId: input.applicationId,
    now,
    ...(input.mails && { mails: input.mails(id) }),
    holdMails: holdUntil(now),
    decide({ application, charge, events }) {
      const status = nextStatus(application.status, 'fee_fixed');
      const isOwed = when === 'after_review' || NOT_EXEMPT.includes(standing(events, application));
      if (!isOwed) throw new DomainError('transition_not_allowed');
      if (input.files && lackingDocuments(procedure, application, events, input.files).length > 0) {
        throw new DomainError('transition_not_allowed', { why: 'documents' });
      }
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
