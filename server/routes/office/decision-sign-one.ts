import type { FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import type { DecisionRound, Signature } from '../../domain/decisions/decision-round.ts';
import { signDecision } from '../../domain/decisions/sign-decision.ts';
import { positionsOf } from '../../domain/procedures/positions.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import type { Services } from '../../services.ts';

/** How the case stood when the page with the button was made. */
export interface Seen {
  readonly round: number;
  readonly seq: number;
}

/** The case's timeline as it stands, by what is known of the round. */
export function seqOf({ seq, since }: Pick<DecisionRound, 'seq' | 'since'>): number {
  return seq + since.length;
}

/** One signature, or sending back. @throws as `signDecision` */
export function signOne(
  services: Services,
  request: FastifyRequest,
  signing: {
    readonly application: Application;
    readonly procedure: Procedure;
    readonly decision: DecisionRound['decision'];
    readonly verdict: Signature['verdict'];
    readonly comment?: string;
    readonly seen: Seen;
  },
): Promise<void> {
  const { stores, clock, library } = services;
  const { application, procedure, decision, verdict, comment, seen } = signing;
  return signDecision(stores, clock, {
    procedure,
    positions: positionsOf(library.municipality),
    applicationId: application.id,
    by: { staffId: request.staff?.id ?? '', login: request.staff?.login ?? '' },
    verdict,
    seen,
    ...(comment && { comment }),
    mails: caseMails(services, { application, procedure }, { event: decision }),
  });
}
