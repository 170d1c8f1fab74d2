import type { Clock } from '../../lib/clock.ts';
import { addDays, isDay, todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationStatus } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure, Scope } from '../procedures/procedure.ts';
import type { CaseStore } from './case-store.ts';

/** Somebody still waits for something: of a case that is over nobody is reminded. */
export const REMINDED: readonly ApplicationStatus[] = [
  'received',
  'in_review',
  'returned',
  'fee_due',
  'approved',
  'granted',
];

/** What a case is reminded of, in JST dates; undefined where the definition or the answers say none. */
export function reminderOf(
  { reminder }: Procedure,
  scope: Scope,
): { readonly of: string; readonly on: string } | undefined {
  const of = reminder?.of.run(scope) ?? '';
  return reminder && isDay(of) ? { of, on: addDays(of, -reminder.daysBefore) } : undefined;
}

/** The day on which to remind, if it is still to come after that day. */
export function remindOn(procedure: Procedure, scope: Scope, today: string): string | undefined {
  const on = reminderOf(procedure, scope)?.on;
  return on !== undefined && on > today ? on : undefined;
}

/**
 * Reminds once: the mail (if there is an address, and the day has not passed meanwhile) and the note
 * that it was sent are one commit.
 * @throws DomainError transition_not_allowed when the case is over by now, or has been reminded
 */
export function remind(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  {
    application,
    of,
    mails,
  }: {
    readonly application: Application;
    /** The day that it is about. */
    readonly of: string;
    readonly mails: readonly OutboxMail[];
  },
): Promise<Application> {
  const now = clock.now();
  const isLate = todayInTokyo(now) > of;
  const sent = isLate ? [] : mails;
  return stores.cases.take({
    applicationId: application.id,
    now,
    mails: sent,
    decide({ application: current, events }) {
      const status = nextStatus(current.status, 'reminded');
      const isDone = events.some(({ type }) => type === 'reminded');
      if (isDone) throw new DomainError('transition_not_allowed', { event: 'reminded' });
      return {
        status,
        event: { type: 'reminded', at: now, actor: 'system', detail: { mails: sent.length } },
        remindOn: null,
      };
    },
  });
}
