import type { FastifyRequest } from 'fastify';
import type { Charge, ChargeEvent } from '../../domain/payments/payment.ts';

/** What happened at the last visit to a payment company, as the address says it. */
export function visitOf(
  request: FastifyRequest,
  charge: Charge | undefined,
  at: Date,
): ChargeEvent[] {
  const { visit } = request.query as Readonly<Record<string, unknown>>;
  if (charge?.state !== 'open' || (visit !== 'left' && visit !== 'refused')) return [];
  const event = (seq: number, type: string): ChargeEvent => ({
    seq,
    type,
    at,
    attemptId: 'preview',
    providerEventId: null,
    detail: { method: 'card' },
  });
  const begun = event(1, 'attempt_started');
  return visit === 'left' ? [begun] : [begun, event(2, 'attempt_failed')];
}
