import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import type { AttachmentRule } from '../procedures/case-rules.ts';
import { dueAttachments } from '../procedures/due-attachments.ts';
import { computeJourney } from '../procedures/journey.ts';
import type { Journey, Procedure } from '../procedures/procedure.ts';

/**
 * Where an exemption with proof stands. `claimed`: nothing was asked for, and nothing is given before
 * staff have seen the proof. `refused`: they have fixed the fee instead.
 */
export type ExemptionStanding = 'none' | 'claimed' | 'accepted' | 'refused';

type Events = readonly Pick<ApplicationEvent, 'type'>[];

/** Documents of this exemption that are due by the answers. */
function exemptionProofs(procedure: Procedure, journey: Journey): readonly AttachmentRule[] {
  const { exemptProof } = procedure.fee;
  return dueAttachments(procedure, journey).filter(({ key }) => exemptProof.includes(key));
}

/** Does nothing have to be paid by these answers? Without its proof asked for, an exemption is none. */
export function isExempt(procedure: Procedure, journey: Journey): boolean {
  const { exemptWhen, exemptProof } = procedure.fee;
  if (exemptWhen?.run(journey.scope) !== true) return false;
  return exemptProof.length === 0 || exemptionProofs(procedure, journey).length > 0;
}

/** As it was sent: rules about a day are those of that day. */
function journeyOf(procedure: Procedure, { answers, submittedAt }: Application): Journey {
  return computeJourney(procedure, answers, { today: todayInTokyo(submittedAt) });
}

/** @param events those that hold (`livingEvents`) */
export function exemptionStanding(
  procedure: Procedure,
  application: Application,
  events: Events,
): ExemptionStanding {
  if (procedure.fee.exemptProof.length === 0) return 'none';
  if (!isExempt(procedure, journeyOf(procedure, application))) return 'none';
  const last = events.findLast(({ type }) => SETTLING.includes(type))?.type;
  if (last === undefined) return 'claimed';
  return last === 'exemption_accepted' ? 'accepted' : 'refused';
}

const SETTLING: readonly ApplicationEvent['type'][] = ['exemption_accepted', 'fee_fixed'];

/** Has one of the documents that prove it come, in whichever way? */
export function hasProof(
  procedure: Procedure,
  application: Application,
  came: readonly string[],
): boolean {
  const proofs = exemptionProofs(procedure, journeyOf(procedure, application));
  return proofs.some(({ key }) => came.includes(key));
}
