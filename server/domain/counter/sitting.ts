import type { Channel } from '../applications/application.ts';
import type { AnswerValue } from '../fields/answers.ts';
import type { Locale } from '../procedures/locale.ts';

/** open: on a tablet. passed_on: waits for a colleague. closed: nothing of the resident is left in it. */
type SittingState = 'open' | 'passed_on' | 'closed';

export type ClosedFor = 'done' | 'handed_back' | 'timed_out' | 'signed_out' | 'unpaired';

/** Where a fact came from. */
export type FactSource = 'card' | 'register' | 'phone' | 'typed';

/** A fact of the resident, in the shape of an answer to a question of that type. */
export interface SittingFact {
  /** Field type: name, date, address, phone … */
  readonly type: string;
  readonly value: AnswerValue;
  readonly source: FactSource;
}

/** What was known differs from what a source says: shown, and staff choose. */
export interface FactDifference {
  readonly fact: string;
  readonly known: SittingFact;
  readonly found: SittingFact;
}

/** What the resident pointed at on the read-back, as it was then. */
export interface WrongAnswer {
  readonly page: string;
  readonly rowId?: string;
  readonly field: string;
  readonly was: AnswerValue | null;
}

/** Everything personal of a sitting; sealed in storage, gone when it closes. */
export interface SittingFacts {
  /** By fact: `applicant.name`. */
  readonly known: Readonly<Record<string, SittingFact>>;
  readonly differences: readonly FactDifference[];
  /** Answers to the bundle's questions. */
  readonly bundleAnswers: Readonly<Record<string, string | boolean>>;
  /** A word for the colleague who goes on. */
  readonly note?: string;
  /** Login of whoever passed it on last. */
  readonly passedBy?: string;
  /** What a card said that no form takes as it is (a name in one piece): staff mend it. By fact. */
  readonly toMend?: Readonly<Record<string, SittingFact>>;
  /** The card that a reader read last; `readings` counts all of this sitting. */
  readonly card?: { readonly kind: string; readonly at: string; readonly readings: number };
  /** 本人確認: the kind of document that was seen (id-check.ts), when, by whom. Never a copy. */
  readonly idCheck?: { readonly kind: string; readonly at: string; readonly by: string };
  /** The task that the resident is reading just now; a second screen shows the same. */
  readonly showing?: string;
  /** How: in which of the resident's languages, and which part of it is looked at (0 = the first). */
  readonly shownAs?: { readonly locale: Locale; readonly part: number };
  /** Answers that the resident pointed at as wrong, by task. */
  readonly wrong?: Readonly<Record<string, readonly WrongAnswer[]>>;
  /** Drafts that came from a phone, by id, and where from: unsent ones go back there at the end. */
  readonly fromPhone?: Readonly<
    Record<string, { readonly sessionHash: string | null; readonly channel: Channel }>
  >;
  /** Procedures that the resident goes on with on their phone. */
  readonly onPhone?: readonly string[];
}

export const NOTHING_KNOWN: SittingFacts = { known: {}, differences: [], bundleAnswers: {} };

/** Values that the papers would have asked for, against what was typed and what was taken over. */
export interface ValueCounts {
  readonly typedValues: number;
  readonly carriedValues: number;
  readonly paperValues: number;
}

/** One resident at the counter, with one or more procedures. */
export interface Sitting extends ValueCounts {
  readonly id: string;
  /** Drafts and applications of the sitting are tied to this, as a browser's are to its session. */
  readonly sessionHash: string;
  readonly state: SittingState;
  readonly deviceId: string | null;
  readonly staffLogin: string | null;
  readonly section: string;
  /** The resident's language. */
  readonly locale: Locale;
  /** Key of procedures/bundles. */
  readonly bundle: string | null;
  readonly facts: SittingFacts;
  /** Counts every change. */
  readonly revision: number;
  /** Section key or `staff:<login>`. */
  readonly passedTo: string | null;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly touchedAt: Date;
  readonly closedAt: Date | null;
  readonly closedFor: ClosedFor | null;
}

export type TaskState = 'to_do' | 'begun' | 'sent' | 'left_out';

/** A procedure on the sitting's list. */
export interface CounterTask extends ValueCounts {
  readonly id: string;
  readonly position: number;
  readonly procedureId: string;
  readonly state: TaskState;
  readonly draftId: string | null;
  readonly applicationId: string | null;
}

/**
 * Has the register's extract spoken in this sitting? What came from there stays on the inner side until
 * it is part of an application, also when staff had chosen the wrong person.
 */
function knowsRegister({ known, differences }: SittingFacts): boolean {
  const said = [...Object.values(known), ...differences.map(({ found }) => found)];
  return said.some(({ source }) => source === 'register');
}

/** Does that draft go back to the phone that it came from, when the sitting ends before it is sent? */
export function goesHome({ facts }: Pick<Sitting, 'facts'>, draftId: string): boolean {
  return facts.fromPhone?.[draftId] !== undefined && !knowsRegister(facts);
}
