import type { CaseSnapshot, CaseStep, StaffActor } from '../cases/case.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { DecisionDraft, DecisionRound, RoundState, Signature } from './decision-round.ts';
import type { Desk } from './desk.ts';

/** A case, its rounds and who is there today, read under the write lock. */
export interface DecisionScene {
  readonly snapshot: CaseSnapshot;
  /** The oldest first. */
  readonly rounds: readonly DecisionRound[];
  readonly desk: Desk;
}

/** What becomes of the open round, in one commit. */
export interface RoundChange {
  readonly round: number;
  readonly state?: Exclude<RoundState, 'open'>;
  readonly signatures?: readonly Signature[];
  /** With the last signature: the decision is taken. */
  readonly step?: CaseStep;
}

/** Something that was signed in somebody's place (代決) and that they have not looked at yet (後閲). */
export interface SignedInPlace {
  readonly applicationId: string;
  readonly decision: DecisionDraft['decision'];
  readonly state: RoundState;
  readonly signature: Signature;
}

interface Change {
  readonly applicationId: string;
  readonly now: Date;
  readonly by: StaffActor;
}

/** Every method is one whole atomic operation; changes write their audit entry with them. */
export interface DecisionStore {
  /**
   * Begins a round. An open one that the case has overtaken is closed as such.
   * @throws DomainError application_not_found; whatever `decide` throws (nothing is written then)
   */
  draft(
    change: Change & {
      readonly staffId: string;
      decide(scene: DecisionScene): DecisionDraft;
    },
  ): Promise<void>;
  /**
   * Lets `decide` choose what becomes of the open round; undefined = nothing. Mails go out with the
   * step, if there is one, and not before `holdMails`.
   * @throws as `draft`
   */
  change(
    change: Change & {
      readonly mails?: readonly OutboxMail[];
      readonly holdMails?: Date;
      decide(scene: DecisionScene): RoundChange | undefined;
    },
  ): Promise<void>;
  /** Of one case, the oldest first. */
  rounds(applicationId: string): Promise<readonly DecisionRound[]>;
  /** All that go round now, the oldest first. */
  open(): Promise<readonly DecisionRound[]>;
  /**
   * Drafts of theirs that were sent back, or overtaken by their case, and that nobody has drafted
   * anew, the newest first. @param since earlier drafts are not looked for
   */
  returnedTo(staffId: string, since: Date): Promise<readonly DecisionRound[]>;
  /** @param since earlier signatures are not looked for */
  inPlaceOf(staffId: string, since: Date): Promise<readonly SignedInPlace[]>;
  /** Who works where on that JST day, and who is away. */
  desk(day: string): Promise<Desk>;
}
