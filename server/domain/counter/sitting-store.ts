import type { ClosedFor, CounterTask, Sitting } from './sitting.ts';

/** What a change writes. `tasks` are added, or put in place of those with the same id. */
export interface SittingChange {
  readonly sitting?: Partial<
    Pick<
      Sitting,
      | 'state'
      | 'deviceId'
      | 'staffLogin'
      | 'section'
      | 'locale'
      | 'bundle'
      | 'facts'
      | 'passedTo'
      | 'typedValues'
      | 'carriedValues'
      | 'paperValues'
    >
  >;
  readonly tasks?: readonly CounterTask[];
  /** An entry of the log: `sitting.<what>` on the sitting's id. Ids and keys only. */
  readonly audit?: {
    readonly action: `sitting.${string}`;
    readonly actor: string;
    readonly detail: Readonly<Record<string, string | number | boolean>>;
  };
}

type OpenOutcome =
  | { readonly result: 'opened' }
  /** The tablet has one open. */
  | { readonly result: 'taken'; readonly sittingId: string };

/** Every method is one whole atomic operation. */
export interface SittingStore {
  open(
    sitting: Pick<
      Sitting,
      | 'id'
      | 'sessionHash'
      | 'deviceId'
      | 'staffLogin'
      | 'section'
      | 'locale'
      | 'openedBy'
      | 'openedAt'
    >,
  ): Promise<OpenOutcome>;
  find(id: string): Promise<Sitting | undefined>;
  /** The open one of that tablet. */
  findOn(deviceId: string): Promise<Sitting | undefined>;
  /** In the order of their positions. */
  tasks(sittingId: string): Promise<readonly CounterTask[]>;
  /** Those that wait for a colleague, in one of the sections or for that login; the oldest first. */
  listPassedOn(to: { sections: readonly string[]; login: string }): Promise<readonly Sitting[]>;
  /** Nobody has touched them since. */
  listIdle(before: Date): Promise<readonly Sitting[]>;
  /**
   * Under the write lock: `decide` sees the sitting as it is now and says what becomes of it, or
   * throws a DomainError and nothing is written.
   * @throws DomainError page_not_found when there is none, transition_not_allowed when it is over, or
   *   when the tablet that it is to move to has another one
   */
  change(
    at: { readonly id: string; readonly now: Date },
    decide: (sitting: Sitting, tasks: readonly CounterTask[]) => SittingChange,
  ): Promise<Sitting>;
  /** Somebody is there; nothing else changes. */
  touch(id: string, now: Date): Promise<void>;
  /**
   * Its end: facts, drafts, codes and the right to see what was sent are gone in the same commit.
   * Counts stay. A second end changes nothing.
   */
  close(change: {
    id: string;
    for: ClosedFor;
    actor: string;
    now: Date;
    /** Only if nobody has touched it since. */
    idleSince?: Date | undefined;
  }): Promise<void>;
  /** Where a form of the tablet led that was taken before; undefined when it is new. */
  findPost(
    id: string,
  ): Promise<{ readonly sittingId: string; readonly location: string } | undefined>;
  keepPost(post: { id: string; sittingId: string; location: string; at: Date }): Promise<void>;
}
