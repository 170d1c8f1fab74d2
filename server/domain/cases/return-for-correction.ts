import type { Clock } from '../../lib/clock.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { ReturnedItem, StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { holdUntil } from './undo-window.ts';

/**
 * What stands on a page with a slot to book: that page is asked again by itself when another answer
 * leads elsewhere, and only then.
 */
function isBooked({ fields, booking }: Procedure, key: string): boolean {
  const page = booking === undefined ? undefined : fields.get(booking)?.page;
  return page !== undefined && fields.get(key)?.page === page;
}

/** Is there such a field or attachment, and can it be mended? */
export function isReturnable(procedure: Procedure, about: string): boolean {
  const [kind, ...rest] = about.split('.');
  const key = rest.join('.');
  return kind === 'fields'
    ? procedure.fields.has(key) && !isBooked(procedure, key)
    : kind === 'attachments' && procedure.attachments.some((attachment) => attachment.key === key);
}

/**
 * Sends it back: what has to be mended and why, by prepared sentences, with a note in the town's
 * own words. The resident then changes just that (補正).
 * @throws DomainError transition_not_allowed, also for a sealed case, whose answers nobody here can
 *   put before its resident; invalid_return when nothing is named, or something that the definition
 *   does not have
 */
export function returnForCorrection(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly applicationId: string;
    readonly by: StaffActor;
    readonly items: readonly ReturnedItem[];
    readonly text?: string;
    readonly mails?: readonly OutboxMail[];
  },
): Promise<Application> {
  const { procedure, items, text } = input;
  if (procedure.sealed) throw new DomainError('transition_not_allowed');
  const unknown = items.find(({ about }) => !isReturnable(procedure, about));
  if (items.length === 0 || unknown) {
    throw new DomainError('invalid_return', { about: unknown?.about ?? '' });
  }
  const now = clock.now();
  return stores.cases.take({
    applicationId: input.applicationId,
    now,
    ...(input.mails && { mails: input.mails }),
    holdMails: holdUntil(now),
    decide: ({ application }) => ({
      status: nextStatus(application.status, 'returned'),
      event: { type: 'returned', at: now, actor: input.by, detail: { items: items.length } },
      note: { returned: items, ...(text !== undefined && { text }) },
    }),
  });
}
