import type { ApplicationEvent } from '../applications/application.ts';
import type { Decision } from '../cases/decide-application.ts';

/** What became of a draft. */
export type RoundState =
  | 'open'
  | 'decided' // every position has signed: it holds
  | 'sent_back' // 差し戻し: somebody wants it otherwise
  | 'taken_back' // by who drafted it
  | 'overtaken' // the case went on meanwhile: what they signed is not the case any more
  | 'drafter_moved'; // who drafted it works elsewhere now

/** One place in the route, signed. */
export interface Signature {
  /** From 1. */
  readonly step: number;
  readonly staffId: string;
  /** 代決: in whose place, of that day; null = their own. */
  readonly forStaffId: string | null;
  readonly verdict: 'signed' | 'sent_back';
  readonly at: Date;
  readonly comment?: string;
  /** The case's timeline as it stood when they looked at it. */
  readonly seenSeq: number;
}

/** What somebody wants to have decided (起案). */
export interface DecisionDraft {
  readonly decision: Decision;
  /** To the resident, in Japanese. */
  readonly text?: string;
  /** To those who sign. */
  readonly note?: string;
  /** Positions in the order of signing; fixed when it is drafted. */
  readonly route: readonly string[];
  /** The case's timeline as it stood then. */
  readonly seq: number;
}

/** A draft on its way round, or how that ended. */
export interface DecisionRound extends DecisionDraft {
  readonly applicationId: string;
  /** From 1; what was sent back begins a new one. */
  readonly round: number;
  readonly staffId: string;
  readonly at: Date;
  readonly state: RoundState;
  /** In the order of the route. */
  readonly signatures: readonly Signature[];
  /** What has happened to the case since it was drafted. */
  readonly since: readonly ApplicationEvent['type'][];
}

/** Entries that change nothing of what is decided upon. */
const HARMLESS: readonly ApplicationEvent['type'][] = ['reminded', 'identity_checked'];

/** Has the case moved on, so that nobody may sign this any more? */
export function isOvertaken({ state, since }: Pick<DecisionRound, 'state' | 'since'>): boolean {
  return state === 'open' && since.some((type) => !HARMLESS.includes(type));
}

/** The draft that goes round now, if there is one. */
export function openRound(rounds: readonly DecisionRound[]): DecisionRound | undefined {
  return rounds.find((round) => round.state === 'open' && !isOvertaken(round));
}

/** The first place that nobody has signed yet, from 1. */
export function nextStep({ signatures }: Pick<DecisionRound, 'signatures'>): number {
  return signatures.filter(({ verdict }) => verdict === 'signed').length + 1;
}
