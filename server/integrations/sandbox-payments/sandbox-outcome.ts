import { z } from 'zod';
import { PAYMENT_METHODS, type ProviderOutcome } from '../../domain/payments/payment.ts';
import type { SandboxSession } from './sandbox-store.ts';

/** How a session of the sandbox stands, in the words of our payments room. */
export function outcomeOf(session: SandboxSession, now: Date): ProviderOutcome {
  const { status, method, yen, payBy, paidAt } = session;
  const over = payBy <= now;
  switch (status) {
    case 'paid':
      return { outcome: 'paid', method: method ?? 'card', yen, paidAt: paidAt ?? now };
    case 'refused':
      return { outcome: 'failed', reason: method === 'card' ? 'card_refused' : 'refused' };
    case 'pending':
      return over
        ? { outcome: 'expired' }
        : { outcome: 'pending', method: method ?? 'konbini', payBy };
    case 'open':
      return over ? { outcome: 'expired' } : { outcome: 'open' };
    case 'expired':
      return { outcome: 'expired' };
  }
}

const method = z.enum(PAYMENT_METHODS);
const moment = z.iso.datetime().pipe(z.coerce.date());

/** What a notification carries. It travels over HTTP, so it is checked like anything from outside. */
export const noticeSchema = z.object({
  event_id: z.string().min(1).max(200),
  ref: z.string().min(1).max(200),
  attempt_id: z.string().min(1).max(200),
  outcome: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('pending'), method, payBy: moment }),
    z.object({ outcome: z.literal('paid'), method, yen: z.int(), paidAt: moment }),
    z.object({ outcome: z.literal('failed'), reason: z.string().max(100) }),
    z.object({ outcome: z.literal('expired') }),
  ]),
});

export function noticePayload(session: SandboxSession, now: Date): string {
  return JSON.stringify({
    event_id: eventIdOf(session),
    ref: session.ref,
    attempt_id: session.attemptId,
    outcome: outcomeOf(session, now),
  });
}

/** The same event keeps its id, however often it is sent. */
export function eventIdOf(session: Pick<SandboxSession, 'ref' | 'status'>): string {
  return `sandbox-${session.ref}-${session.status}`;
}
