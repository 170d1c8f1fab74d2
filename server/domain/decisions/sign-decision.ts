import type { Clock } from '../../lib/clock.ts';
import type { CaseStep } from '../cases/case.ts';
import { decisionStep } from '../cases/decide-application.ts';
import { holdUntil } from '../cases/undo-window.ts';
import { DomainError } from '../errors.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Position } from '../procedures/positions.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { type DecisionRound, openRound, type Signature } from './decision-round.ts';
import type { DecisionScene, DecisionStore, RoundChange } from './decision-store.ts';
import { type DecisionActor, routingOf } from './draft-decision.ts';
import { type Signer, whoMaySign } from './who-may-sign.ts';

interface SignInput {
  readonly procedure: Procedure;
  readonly positions: readonly Position[];
  readonly applicationId: string;
  readonly by: DecisionActor;
  readonly verdict: Signature['verdict'];
  /** To who drafted it; sending back needs one. */
  readonly comment?: string;
  /** What they looked at: the round, and the case's timeline. */
  readonly seen: { readonly round: number; readonly seq: number };
  /** Of the decision, for the last signature. */
  readonly mails?: readonly OutboxMail[];
}

function refuse(why: string): never {
  throw new DomainError('transition_not_allowed', { why });
}

/** The round that was looked at, as long as it and its case are what was looked at. */
function roundSeen({ rounds, snapshot }: DecisionScene, { seen }: SignInput): DecisionRound {
  const round = openRound(rounds);
  if (round?.round !== seen.round || snapshot.lastSeq !== seen.seq) refuse('moved');
  return round;
}

function signerOf(round: DecisionRound, scene: DecisionScene, input: SignInput): Signer {
  const { procedure, positions, by } = input;
  const { desk, snapshot } = scene;
  const routing = routingOf(round, { procedure, positions, desk, events: snapshot.events });
  const signer = whoMaySign(round, routing).find(({ staffId }) => staffId === by.staffId);
  return signer ?? refuse('not_yours');
}

function signaturesOf({ staffId, seats }: Signer, now: Date, input: SignInput): Signature[] {
  const { verdict, comment, seen } = input;
  // Who sends it back does so from one place: the others are free again in the next round.
  const filled = verdict === 'signed' ? seats : seats.slice(0, 1);
  return filled.map(({ step, forStaffId }) => ({
    step,
    staffId,
    forStaffId,
    verdict,
    at: now,
    seenSeq: seen.seq,
    ...(comment && { comment }),
  }));
}

function lastStep(
  round: DecisionRound,
  { snapshot }: DecisionScene,
  { procedure, by }: SignInput,
  now: Date,
): CaseStep {
  const { decision, text } = round;
  const actor = `staff:${by.login}` as const;
  return decisionStep(procedure, snapshot, {
    decision,
    by: actor,
    now,
    ...(text !== undefined && { text }),
  });
}

/**
 * 決裁, or 差し戻し with a comment. The last signature takes the decision in the same commit: with its
 * mails, and with a minute in which whoever signed last may take it back.
 * @throws DomainError reason_needed when it is sent back without a word; transition_not_allowed with
 *   `why`: moved (round or case are not what was looked at), not_yours, identity (nobody has checked
 *   yet who applied), not_approved
 */
export function signDecision(
  stores: { readonly decisions: DecisionStore },
  clock: Clock,
  input: SignInput,
): Promise<void> {
  const { applicationId, by, verdict, comment = '', mails } = input;
  if (verdict === 'sent_back' && comment.trim() === '') throw new DomainError('reason_needed');
  const now = clock.now();
  return stores.decisions.change({
    applicationId,
    now,
    by: `staff:${by.login}`,
    ...(mails && { mails }),
    holdMails: holdUntil(now),
    decide(scene): RoundChange {
      const round = roundSeen(scene, input);
      const signatures = signaturesOf(signerOf(round, scene, input), now, input);
      const change = { round: round.round, signatures };
      if (verdict === 'sent_back') return { ...change, state: 'sent_back' };
      const isLast = signatures.at(-1)?.step === round.route.length;
      if (!isLast) return change;
      return { ...change, state: 'decided', step: lastStep(round, scene, input, now) };
    },
  });
}
