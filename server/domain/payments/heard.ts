import type { ChargeEvent, ProviderOutcome } from './payment.ts';
import type { ChargeEventType } from './transitions.ts';

/** What was heard about one attempt, on the return page, by a notification or by asking. */
export interface Heard {
  readonly attemptId: string;
  readonly provider: string;
  readonly outcome: ProviderOutcome;
  /** The notification's own id; null when we asked. */
  readonly providerEventId: string | null;
  readonly at: Date;
}

export function eventOf(heard: Heard, type: ChargeEventType, detail: ChargeEvent['detail'] = {}) {
  const { attemptId, providerEventId, at } = heard;
  return { type, at, attemptId, providerEventId, detail };
}
