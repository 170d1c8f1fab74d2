import { z } from 'zod';
import { DISPUTE_STATES, type DisputeNotice } from '../../domain/refunds/provider-refund.ts';

const moment = z.iso.datetime().pipe(z.coerce.date());

/** Nobody disputes anything on the sandbox's own pages: whoever tries it out signs a notice like this. */
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
