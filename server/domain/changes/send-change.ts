import type { Clock } from '../../lib/clock.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { ApplicationEvent, Draft } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { CaseSnapshot, CaseStep } from '../cases/case.ts';
import type { CaseStore, MovedBooking, ResubmitOutcome } from '../cases/case-store.ts';
import { newReminder } from '../cases/resubmit.ts';
import { DomainError } from '../errors.ts';
import type { Answers } from '../fields/answers.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import { cardPayBy } from '../payments/payment-deadlines.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { changeTerms, lastDayToChange } from './change-terms.ts';
import { differenceLines, type Price } from './difference.ts';

export interface SendChange {
  readonly procedure: Procedure;
  readonly draft: Draft;
  /** All answers of the case as they will be. */
  readonly answers: Answers;
  readonly complete: boolean;
  /** What the order costs now, as it was shown, and with the change. */
  readonly before: Price;
  readonly after: Price;
  /** JST day that is booked now; null = nothing is booked. */
  readonly bookedDay: string | null;
  /** Where the booking goes, if it moves. */
  readonly booking?: MovedBooking;
  /** 「変更による差額」 */
  readonly label: string;
  /** That it has changed; goes out where nothing is left to pay. */
  readonly mails?: readonly OutboxMail[];
  /** That it changes with that payment, and where to pay; goes out where it costs more. */
  asksToPay?(chargeId: string): readonly OutboxMail[];
}

type Sent = ResubmitOutcome | { readonly result: 'to_pay'; readonly chargeId: string };

/** The JST day before which a difference has to be paid: the first on which nothing may change. */
function payBefore({ procedure, bookedDay, booking }: SendChange): string | null {
  const days = [bookedDay, booking?.day ?? null].map((day) => lastDayToChange(procedure, day));
  const [first] = days.filter((day) => day !== null).sort();
  return first === undefined ? null : addDays(first, 1);
}

/** It costs the same or less: it holds at once, and what is too much becomes due. */
function changedAtOnce(
  { application }: CaseSnapshot,
  { after }: SendChange,
  { at, tooMuch }: { readonly at: Date; readonly tooMuch: number },
): CaseStep {
  const by = { at, actor: 'resident' as const };
  const due: Omit<ApplicationEvent, 'seq'> = {
    ...by,
    type: 'refund_due',
    detail: { yen: tooMuch, reason: 'changed' },
  };
  return {
    status: nextStatus(application.status, 'changed'),
    event: { ...by, type: 'changed', detail: { price_yen: after.yen } },
    feeYen: after.yen,
    ...(tooMuch > 0 && { givesBackYen: tooMuch, also: [due] }),
  };
}

/** Another day is reminded of on another day: from now on, or once the change holds. */
function withReminder(
  { application, events }: CaseSnapshot,
  { procedure, answers }: SendChange,
  step: CaseStep,
): CaseStep {
  const reminder = newReminder(procedure, { ...application, answers }, events, step);
  const change = step.note?.change;
  return change
    ? { ...step, note: { change: { ...change, ...reminder } } }
    : { ...step, ...reminder };
}

/** It costs more: it waits for the difference, beside the order that stands. */
function asked(
  { application }: CaseSnapshot,
  input: SendChange,
  { at, chargeId, more }: { readonly at: Date; readonly chargeId: string; readonly more: number },
): CaseStep {
  const { draft, answers, booking, before, after, label } = input;
  const change = {
    chargeId,
    draftId: draft.id,
    answers,
    ...(booking && { booking }),
    yen: after.yen,
    before: payBefore(input),
  };
  return {
    status: nextStatus(application.status, 'change_asked'),
    event: { type: 'change_asked', at, actor: 'resident', detail: { yen: more } },
    note: { change },
    charge: {
      id: chargeId,
      kind: 'difference',
      yen: more,
      lines: differenceLines(before, after, label),
      payBy: cardPayBy(at),
    },
  };
}

/**
 * Changes an order that was sent. The same price or less: the new order stands at once, and the
 * difference is due to the payer. More: the old order stands until the difference is paid; the seats
 * of a new day are kept until then.
 * @returns "already" when this draft was sent before; "draft_changed", "slot_taken": nothing is written
 * @throws DomainError draft_incomplete; transition_not_allowed when it may not change (any more), or
 *   has changed (`why: moved`) since its price was shown
 */
export async function sendChange(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: SendChange,
): Promise<Sent> {
  const { procedure, draft, complete, before, after, booking, bookedDay } = input;
  const { caseOf } = draft;
  if (caseOf === undefined) throw new DomainError('transition_not_allowed');
  if (!complete) throw new DomainError('draft_incomplete');
  const now = clock.now();
  const difference = after.yen - before.yen;
  const chargeId = orderedId(now);
  const mails = difference > 0 ? input.asksToPay?.(chargeId) : input.mails;
  const outcome = await stores.cases.submitAgain({
    applicationId: caseOf.applicationId,
    draftId: draft.id,
    draftRevision: draft.revision,
    kind: caseOf.kind,
    answers: input.answers,
    now,
    ...(booking && { booking }),
    ...(mails && { mails }),
    decide(snapshot) {
      const { application, events } = snapshot;
      const terms = changeTerms(procedure, application, events, {
        bookedDay,
        today: todayInTokyo(now),
      });
      if (!terms?.allowed) throw new DomainError('transition_not_allowed', { why: 'change' });
      if (application.feeYen !== before.yen) {
        throw new DomainError('transition_not_allowed', { why: 'moved' });
      }
      const step =
        difference > 0
          ? asked(snapshot, input, { at: now, chargeId, more: difference })
          : changedAtOnce(snapshot, input, { at: now, tooMuch: -difference });
      return withReminder(snapshot, input, step);
    },
  });
  return outcome === 'submitted' && difference > 0 ? { result: 'to_pay', chargeId } : outcome;
}
