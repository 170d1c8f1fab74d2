import { randomUUID } from 'node:crypto';
import { eventIdOf, noticePayload } from './sandbox-outcome.ts';
import type { SandboxNotice, SandboxSession, SandboxStore } from './sandbox-store.ts';

/** What a payer can do on the sandbox's pages. */
export const SANDBOX_ACTIONS = ['pay_card', 'refuse_card', 'issue_slip', 'pay_slip'] as const;
export type SandboxAction = (typeof SANDBOX_ACTIONS)[number];

/** How the notification is to reach us. */
export const DELIVERIES = ['once', 'late', 'twice', 'late_twice', 'lost'] as const;
export type Delivery = (typeof DELIVERIES)[number];

const LATE_MS = 30_000;

/** From which state, with which method, to which state. */
const ACTIONS = {
  pay_card: { from: 'open', method: 'card', to: 'paid' },
  refuse_card: { from: 'open', method: 'card', to: 'refused' },
  issue_slip: { from: 'open', method: 'konbini', to: 'pending' },
  pay_slip: { from: 'pending', method: 'konbini', to: 'paid' },
} as const satisfies Record<
  SandboxAction,
  Pick<SandboxSession, 'method'> & { from: string; to: string }
>;

/** What this session can still be asked to do. */
export function actionsFor(session: SandboxSession, now: Date): readonly SandboxAction[] {
  if (session.payBy <= now) return [];
  return SANDBOX_ACTIONS.filter((action) => {
    const { from, method } = ACTIONS[action];
    return from === session.status && (session.method === null || session.method === method);
  });
}

function noticesFor(session: SandboxSession, delivery: Delivery, now: Date): SandboxNotice[] {
  if (delivery === 'lost') return [];
  const late = delivery === 'late' || delivery === 'late_twice';
  const twice = delivery === 'twice' || delivery === 'late_twice';
  const notice = () => ({
    id: randomUUID(),
    eventId: eventIdOf(session),
    ref: session.ref,
    payload: noticePayload(session, now),
    sendAt: new Date(now.getTime() + (late ? LATE_MS : 0)),
    attempts: 0,
  });
  return twice ? [notice(), notice()] : [notice()];
}

/** Does it, and queues the notifications in the same commit. False when the session can't do that (any more). */
export async function settleSession(
  store: SandboxStore,
  session: SandboxSession,
  choice: { readonly action: SandboxAction; readonly delivery: Delivery; readonly now: Date },
): Promise<boolean> {
  const { action, delivery, now } = choice;
  if (!actionsFor(session, now).includes(action)) return false;
  const { method, to } = ACTIONS[action];
  const change = { status: to, method, paidAt: to === 'paid' ? now : null };
  return store.settle(session.ref, change, noticesFor({ ...session, ...change }, delivery, now));
}
