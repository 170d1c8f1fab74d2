import type { Clock } from '../../lib/clock.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { holdUntil } from './undo-window.ts';

/**
 * The printed form of a prepare-only procedure has been brought: from then on it is an application,
 * received on paper (it counts for no online figure).
 * @throws DomainError transition_not_allowed
 */
export function receivePreparedForm(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  {
    applicationId,
    by,
    mails,
  }: {
    readonly applicationId: string;
    readonly by: StaffActor;
    readonly mails?: readonly OutboxMail[];
  },
): Promise<Application> {
  const now = clock.now();
  return stores.cases.take({
    applicationId,
    now,
    ...(mails && { mails }),
    holdMails: holdUntil(now),
    decide: ({ application }) => ({
      status: nextStatus(application.status, 'brought'),
      event: { type: 'brought', at: now, actor: by, detail: {} },
      receivedAt: now,
    }),
  });
}

/**
 * An original that could not be uploaded has come by post or over the counter.
 * @throws DomainError invalid_return when the definition has no such attachment
 */
export function receivePaper(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly applicationId: string;
    readonly by: StaffActor;
    readonly attachment: string;
  },
): Promise<Application> {
  if (!input.procedure.attachments.some(({ key }) => key === input.attachment)) {
    throw new DomainError('invalid_return', { about: `attachments.${input.attachment}` });
  }
  const now = clock.now();
  return stores.cases.take({
    applicationId: input.applicationId,
    now,
    decide: ({ application }) => ({
      status: nextStatus(application.status, 'paper_received'),
      event: {
        type: 'paper_received',
        at: now,
        actor: input.by,
        detail: { attachment: input.attachment },
      },
    }),
  });
}
