import { DomainError } from '../errors.ts';
import type { CashCount } from './cash.ts';

/** open: takes money. counted: closed by a count. handed_over: the treasurer (出納員) has it. */
export type TillState = 'open' | 'counted' | 'handed_over';

/** A till between its opening and its hand-over. */
export interface TillSession {
  readonly id: string;
  /** Its key in municipality.yaml. */
  readonly till: string;
  /** JST day. */
  readonly day: string;
  readonly state: TillState;
  /** つり銭準備金: what was in it before the first payment, whole yen. */
  readonly floatYen: number;
  /** `staff:<login>` */
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly closing: TillClosing | null;
  readonly handedTo: string | null;
  readonly handedOverAt: Date | null;
}

export interface TillClosing {
  readonly counted: CashCount;
  readonly countedYen: number;
  /** What should have been there, reckoned under the lock in which it was counted. */
  readonly expectedYen: number;
  /** Why it differs; null where it does not. */
  readonly explanation: string | null;
  readonly countedBy: string;
  readonly countedAt: Date;
}

export type NewTillSession = Pick<
  TillSession,
  'id' | 'till' | 'day' | 'floatYen' | 'openedBy' | 'openedAt'
>;

export type TillEntryKind =
  | 'cash' // taken
  | 'card_terminal'
  | 'cash_refund' // given back out of the till
  | 'card_void' // taken back at the terminal
  | 'cash_added' // more change was put in
  | 'cash_taken'; // too much of it was taken out

/** One act at a till: never changed; a mistake is mended by another one with the opposite sign. */
export interface TillEntry {
  readonly id: string;
  readonly sessionId: string;
  readonly kind: TillEntryKind;
  /** Signed: what goes out is negative. */
  readonly yen: number;
  readonly chargeId: string | null;
  readonly attemptId: string | null;
  readonly refundId: string | null;
  readonly tenderedYen: number | null;
  readonly changeYen: number | null;
  /** Of the card terminal. */
  readonly slipNumber: string | null;
  readonly actor: string;
  readonly at: Date;
}

const WAY: Readonly<Record<TillState, TillState | null>> = {
  open: 'counted',
  counted: 'handed_over',
  handed_over: null,
};

/** @throws DomainError transition_not_allowed where it does not follow */
export function nextTillState(from: TillState, to: TillState): TillState {
  // Who takes it over counts again: a count that was wrong is done anew until then.
  const isRecount = from === 'counted' && to === 'counted';
  if (WAY[from] !== to && !isRecount) throw new DomainError('transition_not_allowed', { from, to });
  return to;
}

/** Left open overnight: it is counted before anything else is done at that till. */
export function isOvernight({ state, day }: TillSession, today: string): boolean {
  return state === 'open' && day < today;
}
