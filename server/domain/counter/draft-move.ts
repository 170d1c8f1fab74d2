import type { Channel, Draft } from '../applications/application.ts';
import type { CounterTask, Sitting } from './sitting.ts';
import type { SittingChange } from './sitting-store.ts';

/** Content of a code to the counter. */
export interface HandedDrafts {
  /** The browser that they belonged to; null: put aside with "save and leave". */
  readonly sessionHash: string | null;
  /** Ids. */
  readonly drafts: readonly string[];
}

/** Content of a code to the phone. */
export interface GivenDraft {
  readonly taskId: string;
  readonly draftId: string;
  /** Who showed the code. */
  readonly staffLogin: string;
}

/** A draft on its way; nobody needs its answers for that. */
export type MovingDraft = Pick<
  Draft,
  'id' | 'procedureId' | 'version' | 'locale' | 'channel' | 'sessionHash'
>;

type Unusable = { readonly result: 'used' | 'expired' | 'unknown' };

/** What is decided at the counter about the drafts that a code stands for. */
export type TakeDecision =
  /** Nothing is written, and the code stays good. */
  | { readonly result: 'begun_here' | 'sent_here'; readonly procedures: readonly string[] }
  | {
      readonly result: 'taken';
      readonly drafts: readonly string[];
      /** Drafts of the sitting whose place they take. */
      readonly replaced: readonly string[];
      readonly change: SittingChange;
    };

export type TakeOutcome =
  | Unusable
  /** Sent, put aside or taken up elsewhere since the code was made. */
  | { readonly result: 'gone' }
  | Exclude<TakeDecision, { result: 'taken' }>
  | { readonly result: 'taken'; readonly procedures: readonly string[] };

export type GiveOutcome =
  | Unusable
  | { readonly result: 'gone' }
  | { readonly result: 'given'; readonly draftId: string };

/** Drafts between a resident's phone and a sitting. Every method is one whole atomic operation. */
export interface DraftMoveStore {
  /**
   * The drafts of a code come into the sitting, with their version, their unsent input and files.
   * `decide` sees sitting, tasks and the drafts that are still there.
   */
  toCounter(
    move: { readonly codeHash: string; readonly sittingId: string; readonly now: Date },
    decide: (
      sitting: Sitting,
      tasks: readonly CounterTask[],
      drafts: readonly MovingDraft[],
    ) => TakeDecision,
  ): Promise<TakeOutcome>;
  /** The draft of a code goes to that browser; the sitting lets go of it. */
  toPhone(
    move: { readonly codeHash: string; readonly sessionHash: string; readonly now: Date },
    decide: (
      sitting: Sitting,
      tasks: readonly CounterTask[],
      given: GivenDraft & { readonly procedureId: string },
    ) => { readonly channel: Channel; readonly change: SittingChange },
  ): Promise<GiveOutcome>;
  /** Procedures whose drafts went from there to the counter within the last day. */
  wentToCounter(owner: string): Promise<readonly string[]>;
}
