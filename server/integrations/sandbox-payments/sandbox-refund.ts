import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RefundNotice, RefundOutcome } from '../../domain/refunds/provider-refund.ts';
import type { SandboxNotice, SandboxRefund, SandboxSession } from './sandbox-store.ts';

/** What can be tried on the sandbox's page of a refund. */
export const REFUND_ACTIONS = ['refund_succeeds', 'refund_fails'] as const;
export type RefundAction = (typeof REFUND_ACTIONS)[number];

const NEXT: Readonly<
  Record<RefundAction, { from: readonly SandboxRefund['status'][]; to: SandboxRefund['status'] }>
> = {
  refund_succeeds: { from: ['needs_payer'], to: 'succeeded' },
  // Also after it had succeeded: a bank sends it back.
  refund_fails: { from: ['needs_payer', 'succeeded'], to: 'failed' },
};

export function refundActionsFor({ status }: SandboxRefund): readonly RefundAction[] {
  return REFUND_ACTIONS.filter((action) => NEXT[action].from.includes(status));
}

export function afterRefundAction(action: RefundAction) {
  return NEXT[action];
}

/** Money that came at a konbini or by transfer has no way back: the payer is asked for an account. */
export function firstStatus({ method, status }: SandboxSession): SandboxRefund['status'] {
  if (status !== 'paid') return 'failed';
  return method === 'konbini' || method === 'bank_transfer' ? 'needs_payer' : 'succeeded';
}

export function refundOutcomeOf({ status }: SandboxRefund, now: Date): RefundOutcome {
  if (status === 'succeeded') return { outcome: 'succeeded', at: now };
  if (status === 'failed') return { outcome: 'failed', reason: 'account_closed' };
  return { outcome: 'needs_payer' };
}

const moment = z.iso.datetime().pipe(z.coerce.date());

/** It travels over HTTP, so it is checked like anything from outside. */
const refundNoticeSchema = z.object({
  event_id: z.string().min(1).max(200),
  refund_ref: z.string().min(1).max(200),
  refund_id: z.string().min(1).max(200).nullable(),
  attempt_id: z.string().min(1).max(200),
  yen: z.int(),
  outcome: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('needs_payer') }),
    z.object({ outcome: z.literal('succeeded'), at: moment }),
    z.object({ outcome: z.literal('failed'), reason: z.string().max(100) }),
  ]),
});

/** What is told about a refund; undefined for anything else. */
export function readRefundNotice(told: unknown): RefundNotice | undefined {
  const { data } = refundNoticeSchema.safeParse(told);
  return (
    data && {
      kind: 'refund',
      eventId: data.event_id,
      refundId: data.refund_id,
      refundRef: data.refund_ref,
      attemptId: data.attempt_id,
      yen: data.yen,
      outcome: data.outcome,
    }
  );
}

/** The same event keeps its id, however often it is sent. */
export function refundNotice(
  refund: SandboxRefund,
  { attemptId }: Pick<SandboxSession, 'attemptId'>,
  now: Date,
): SandboxNotice {
  const eventId = `sandbox-${refund.ref}-${refund.status}`;
  return {
    id: randomUUID(),
    eventId,
    ref: refund.ref,
    payload: JSON.stringify({
      event_id: eventId,
      refund_ref: refund.ref,
      refund_id: refund.refundId,
      attempt_id: attemptId,
      yen: refund.yen,
      outcome: refundOutcomeOf(refund, now),
    }),
    sendAt: now,
    attempts: 0,
  };
}
