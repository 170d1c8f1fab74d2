import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import { exemptionStanding, hasProof } from '../fees/exemption.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { CaseSnapshot, StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { holdUntil } from './undo-window.ts';

/** Documents that have come: uploaded, or on paper. */
function cameIn(
  files: readonly { readonly key: string }[],
  events: CaseSnapshot['events'],
): readonly string[] {
  const papers = events.filter(({ type }) => type === 'paper_received');
  return [
    ...files.map(({ key }) => key),
    ...papers.map(({ detail }) => String(detail['attachment'])),
  ];
}

/**
 * Nothing is granted or completed for a fee that nobody has decided about. Refusing and returning
 * give nothing away.
 * @throws DomainError transition_not_allowed with `why: exemption`
 */
export function assertExemptionSettled(
  procedure: Procedure,
  { application, events }: Pick<CaseSnapshot, 'application' | 'events'>,
  decision: ApplicationEvent['type'],
): void {
  const gives = decision === 'granted' || decision === 'completed';
  if (gives && exemptionStanding(procedure, application, events) === 'claimed') {
    throw new DomainError('transition_not_allowed', { event: decision, why: 'exemption' });
  }
}

/**
 * Staff have seen the proof: the fee is not owed. Whoever finds that it does not hold fixes the fee
 * instead (`fixFee`), and it is paid after the review.
 * @throws DomainError transition_not_allowed when no exemption is claimed, or (`why: proof`) none of
 *   its documents has come
 */
export function acceptExemption(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Procedure;
    readonly applicationId: string;
    readonly by: StaffActor;
    /** What was handed in online. */
    readonly files: readonly { readonly key: string }[];
    readonly mails?: readonly OutboxMail[];
  },
): Promise<Application> {
  const { procedure, by, files, mails } = input;
  const now = clock.now();
  return stores.cases.take({
    applicationId: input.applicationId,
    now,
    ...(mails && { mails }),
    holdMails: holdUntil(now),
    decide({ application, events, charge }) {
      const status = nextStatus(application.status, 'exemption_accepted');
      const standing = exemptionStanding(procedure, application, events);
      const isOpen = standing === 'claimed' || standing === 'refused';
      if (!isOpen || charge?.state === 'paid') {
        throw new DomainError('transition_not_allowed', { event: 'exemption_accepted' });
      }
      if (!hasProof(procedure, application, cameIn(files, events))) {
        throw new DomainError('transition_not_allowed', { why: 'proof' });
      }
      return {
        status,
        event: { type: 'exemption_accepted', at: now, actor: by, detail: {} },
        feeYen: 0,
      };
    },
  });
}
