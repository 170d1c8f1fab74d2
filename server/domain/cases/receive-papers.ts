import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { Price } from '../changes/difference.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import { counterPayBy } from '../payments/payment-deadlines.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { holdUntil } from './undo-window.ts';

/**
 * The printed form of a prepare-only procedure has been brought: from then on it is an application,
 * received on paper (it counts for no online figure), and what is paid at the counter is owed.
 * @throws DomainError transition_not_allowed
 */
export function receivePreparedForm(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  {
    applicationId,
    by,
    mails,
    price,
    payDays,
  }: {
    readonly applicationId: string;
    readonly by: StaffActor;
    readonly mails?: readonly OutboxMail[];
    /** Owed at the counter from now on. */
    readonly price?: Price | undefined;
    /** Days to pay it there, as the definition says. */
    readonly payDays?: number | undefined;
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
      ...(price && {
        feeYen: price.yen,
        charge: {
          id: orderedId(now),
          kind: 'counter',
          ...price,
          payBy: counterPayBy(now, payDays),
        },
      }),
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
