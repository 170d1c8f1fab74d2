import type { Clock } from '../../lib/clock.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { AddOutcome, Attachment } from '../attachments/attachment.ts';
import type { AttachmentRule } from '../procedures/case-rules.ts';
import type { CaseStore } from './case-store.ts';

/** May a file still be added to that case? Only as long as nothing is decided. */
export function takesAttachments({ status }: Pick<Application, 'status'>): boolean {
  return status === 'received' || status === 'in_review' || status === 'returned';
}

/**
 * Files that were promised come after the application: rows, timeline and audit in one commit.
 * @throws DomainError transition_not_allowed when the case takes none any more
 */
export function addAttachments(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  {
    rule,
    attachments,
    maxBytes,
  }: {
    readonly rule: AttachmentRule;
    readonly attachments: readonly Attachment[];
    /** Of all files of the case together. */
    readonly maxBytes: number;
  },
): Promise<readonly AddOutcome[]> {
  return stores.cases.addAttachments({
    attachments,
    room: { maxFiles: rule.maxFiles, maxBytes },
    decide: ({ application }) => ({
      status: nextStatus(application.status, 'attachment_added'),
      event: {
        type: 'attachment_added',
        at: clock.now(),
        actor: 'resident',
        detail: { attachment: rule.key },
      },
    }),
  });
}
