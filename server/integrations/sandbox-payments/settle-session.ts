import { randomUUID } from 'node:crypto';
import type { PaymentMethod } from '../../domain/payments/payment.ts';
import { eventIdOf, noticePayload } from './sandbox-outcome.ts';
import type { SandboxNotice, SandboxSession, SandboxStore } from './sandbox-store.ts';

/** What a payer can do on the sandbox's pages. */
export const SANDBOX_ACTIONS = [
  'pay_card',
  'refuse_card',
  'pay_app',
  'refuse_app',
  'issue_slip',
  'pay_slip',
  'show_account',
  'transfer_comes',
] as const;
export type SandboxAction = (typeof SANDBOX_ACTIONS)[number];

/** How the notification is to reach us. */
export const DELIVERIES = ['once', 'late', 'twice', 'late_twice', 'lost'] as const;
export type Delivery = (typeof DELIVERIES)[number];

const LATE_MS = 30_000;

const APPS: readonly PaymentMethod[] = ['paypay', 'wechat_pay', 'alipay'];

interface Step {
  readonly from: SandboxSession['status'];
  /** Any of these; a session that was opened for none takes the first. */
  readonly methods: readonly PaymentMethod[];
  readonly to: SandboxSession['status'];
}

/** From which state, with which method, to which state. */
const ACTIONS: Readonly<Record<SandboxAction, Step>> = {
  pay_card: { from: 'open', methods: ['card'], to: 'paid' },
  refuse_card: { from: 'open', methods: ['card'], to: 'refused' },
  pay_app: { from: 'open', methods: APPS, to: 'paid' },
  refuse_app: { from: 'open', methods: APPS, to: 'refused' },
  issue_slip: { from: 'open', methods: ['konbini'], to: 'pending' },
  pay_slip: { from: 'pending', methods: ['konbini'], to: 'paid' },
  show_account: { from: 'open', methods: ['bank_transfer'], to: 'pending' },
  transfer_comes: { from: 'pending', methods: ['bank_transfer'], to: 'paid' },
};

/** What this session can still be asked to do. */
export function actionsFor(session: SandboxSession, now: Date): readonly SandboxAction[] {
  if (session.payBy <= now) return [];
  return SANDBOX_ACTIONS.filter((action) => {
    const { from, methods } = ACTIONS[action];
    const fits = session.method === null || methods.includes(session.method);
    return from === session.status && fits;
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
  const { methods, to } = ACTIONS[action];
  const method = session.method ?? methods[0] ?? null;
  const change = { status: to, method, paidAt: to === 'paid' ? now : null };
  return store.settle(session.ref, change, noticesFor({ ...session, ...change }, delivery, now));
}
