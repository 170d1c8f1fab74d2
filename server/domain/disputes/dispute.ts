import type { DisputeState } from '../refunds/provider-refund.ts';

/** 異議申し立て (チャージバック): a card holder says "that was not me", and the company asks us. */
export interface Dispute {
  readonly id: string;
  readonly chargeId: string;
  /** Whose payment it is about. */
  readonly attemptId: string | null;
  readonly provider: string;
  /** The company's own name of it. */
  readonly providerRef: string;
  /** Whole yen. */
  readonly yen: number;
  /** As the company names it. */
  readonly reason: string;
  readonly state: DisputeState;
  /** Until when the company takes an answer; null when it names no time. */
  readonly respondBy: Date | null;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
}

/** What was told of it, each notification once. */
export interface DisputeEvent {
  readonly seq: number;
  /** A state, or `funds_withdrawn`, `funds_reinstated`. */
  readonly type: string;
  /** When it happened at the company, not when we heard of it. */
  readonly at: Date;
  readonly providerEventId: string | null;
  /** `state`, `yen`, `reason`, and `respond_by` as an ISO text where the company gave one. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** Somebody in the town has to do something. */
export function waitsForAnswer({ state }: Pick<Dispute, 'state'>): boolean {
  return state === 'needs_response';
}
