import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DISPUTE_STATES, type DisputeNotice } from '../../domain/refunds/provider-refund.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { SandboxNotice, SandboxSession } from './sandbox-store.ts';

const moment = z.iso.datetime().pipe(z.coerce.date());

const DISPUTE = z.object({
  event_id: z.string().min(1).max(200),
  dispute_ref: z.string().min(1).max(200),
  attempt_id: z.string().min(1).max(200).nullable(),
  yen: z.int().positive(),
  reason: z.string().max(100),
  state: z.enum(DISPUTE_STATES),
  funds: z.enum(['withdrawn', 'reinstated']).nullable(),
  respond_by: moment.nullable(),
  at: moment,
});

/** What a dispute's notification carries; undefined for any other one. */
export function readDisputeNotice(told: unknown): DisputeNotice | undefined {
  const read = DISPUTE.safeParse(told);
  if (!read.success) return undefined;
  const { event_id, dispute_ref, attempt_id, respond_by, ...same } = read.data;
  return {
    kind: 'dispute',
    eventId: event_id,
    disputeRef: dispute_ref,
    attemptId: attempt_id,
    respondBy: respond_by,
    ...same,
  };
}

/** What the card holder and their bank can do, on the sandbox's page of a payment. */
export const DISPUTE_ACTIONS = ['dispute_opens', 'dispute_won', 'dispute_lost'] as const;

export type DisputeAction = (typeof DISPUTE_ACTIONS)[number];

/** Only what was paid by card can be disputed. */
export function canBeDisputed({ status, method }: SandboxSession): boolean {
  return status === 'paid' && method === 'card';
}

const MOVES = {
  dispute_opens: { state: 'needs_response', funds: 'withdrawn' },
  dispute_won: { state: 'won', funds: 'reinstated' },
  dispute_lost: { state: 'lost', funds: null },
} as const satisfies Record<DisputeAction, Pick<DisputeNotice, 'state' | 'funds'>>;

const DAYS_TO_ANSWER = 9;

/** The company keeps no books of disputes: pressing twice tells the same twice. */
export function disputeNotice(
  { ref, attemptId, yen }: SandboxSession,
  action: DisputeAction,
  now: Date,
): SandboxNotice {
  const eventId = `sandbox-${ref}-${action}`;
  const last = addDays(todayInTokyo(now), DAYS_TO_ANSWER);
  const told: z.input<typeof DISPUTE> = {
    event_id: eventId,
    dispute_ref: `dispute-${ref}`,
    attempt_id: attemptId,
    yen,
    reason: 'fraudulent',
    ...MOVES[action],
    respond_by: new Date(`${last}T23:59:59+09:00`).toISOString(),
    at: now.toISOString(),
  };
  const payload = JSON.stringify(told);
  return { id: randomUUID(), eventId, ref, payload, sendAt: now, attempts: 0 };
}
