import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnlineMethod } from '../../server/domain/payments/payment.ts';
import { signNotice } from '../../server/integrations/sandbox-payments/sandbox-signature.ts';
import {
  type SandboxAction,
  settleSession,
} from '../../server/integrations/sandbox-payments/settle-session.ts';
import { T0 } from '../support/payment-scene.ts';
import { openPaymentServices, type PaymentServices } from '../support/payment-services.ts';

let world: PaymentServices;
beforeAll(async () => {
  world = await openPaymentServices();
});
afterAll(() => world.close());

const request = (attemptId: string, method?: OnlineMethod) => ({
  attemptId,
  yen: 1500,
  method,
  description: '会議室',
  locale: 'ja' as const,
  payBy: new Date('2026-11-21T10:30:00+09:00'),
  sessionEnds: new Date('2026-11-21T10:35:00+09:00'),
  returnUrl: 'http://localhost:3000/ja/pay/c/return',
  cancelUrl: 'http://localhost:3000/ja/pay/c/return',
});

async function open(attemptId: string, method?: OnlineMethod) {
  world.clock.set(T0);
  const { providerRef } = await world.sandbox.start(request(attemptId, method));
  return (await world.stores.sandbox.find(providerRef))!;
}

const now = () => world.clock.now();

describe('the sandbox provider', () => {
  it('opens one session for one attempt', async () => {
    const first = await world.sandbox.start(request('a1'));
    const second = await world.sandbox.start(request('a1'));
    expect(second).toEqual(first);
    expect(first.url).toBe(`/sandbox-payments/${first.providerRef}`);
    expect(await world.sandbox.ask(first.providerRef)).toEqual({ outcome: 'open' });
  });

  it('says how a session stands', async () => {
    const paid = await open('a2', 'card');
    await settleSession(world.stores.sandbox, paid, {
      action: 'pay_card',
      delivery: 'once',
      now: now(),
    });
    expect(await world.sandbox.ask(paid.ref)).toEqual({
      outcome: 'paid',
      method: 'card',
      yen: 1500,
      paidAt: new Date(T0),
    });
    const slip = await open('a3', 'konbini');
    await settleSession(world.stores.sandbox, slip, {
      action: 'issue_slip',
      delivery: 'once',
      now: now(),
    });
    expect(await world.sandbox.ask(slip.ref)).toMatchObject({ outcome: 'pending' });
    expect(await world.sandbox.close(slip.ref)).toMatchObject({ outcome: 'pending' });
    world.clock.set('2026-11-21T10:30:00+09:00');
    expect(await world.sandbox.ask(slip.ref)).toEqual({ outcome: 'expired' });
    expect(await world.sandbox.ask('nobody')).toEqual({ outcome: 'unknown' });
  });

  it('a transfer waits for the money, and is paid by nothing else', async () => {
    const transfer = await open('a-transfer', 'bank_transfer');
    const act = async (action: SandboxAction) =>
      settleSession(world.stores.sandbox, (await world.stores.sandbox.find(transfer.ref))!, {
        action,
        delivery: 'once',
        now: now(),
      });
    expect(await act('pay_card')).toBe(false);
    expect(await act('show_account')).toBe(true);
    expect(await world.sandbox.ask(transfer.ref)).toMatchObject({
      outcome: 'pending',
      method: 'bank_transfer',
    });
    expect(await act('pay_slip')).toBe(false);
    expect(await act('transfer_comes')).toBe(true);
    expect(await world.sandbox.ask(transfer.ref)).toMatchObject({
      outcome: 'paid',
      method: 'bank_transfer',
    });
  });

  it('a closed session can no longer be paid', async () => {
    const session = await open('a4');
    expect(await world.sandbox.close(session.ref)).toEqual({ outcome: 'expired' });
    const choice = { action: 'pay_card', delivery: 'once', now: now() } as const;
    expect(await settleSession(world.stores.sandbox, session, choice)).toBe(false);
    expect(await world.sandbox.ask(session.ref)).toEqual({ outcome: 'expired' });
  });

  it('offers only what the payer came for, and nothing after the time', async () => {
    const card = await open('a5', 'card');
    const slip = { action: 'issue_slip', delivery: 'once', now: now() } as const;
    expect(await settleSession(world.stores.sandbox, card, slip)).toBe(false);
    const late = { action: 'pay_card', delivery: 'once', now: card.payBy } as const;
    expect(await settleSession(world.stores.sandbox, card, late)).toBe(false);
  });
});

describe('a notification', () => {
  const body = Buffer.from(
    JSON.stringify({
      event_id: 'e1',
      ref: 'r1',
      attempt_id: 'a1',
      outcome: { outcome: 'paid', method: 'card', yen: 1500, paidAt: '2026-11-21T01:00:00.000Z' },
    }),
  );
  const hear = (raw: Buffer, header: string | undefined, at = T0) =>
    world.sandbox.notify(raw, { 'sandbox-signature': header }, new Date(at));

  it('is believed when its signature fits', async () => {
    const header = signNotice('sandbox-secret', body, new Date(T0));
    expect(await hear(body, header)).toEqual({
      kind: 'payment',
      eventId: 'e1',
      providerRef: 'r1',
      attemptId: 'a1',
      outcome: { outcome: 'paid', method: 'card', yen: 1500, paidAt: new Date(T0) },
    });
  });

  it('is not believed when forged, changed, stale, early, or not a notification', async () => {
    const header = signNotice('sandbox-secret', body, new Date(T0));
    expect(await hear(body, undefined)).toBeUndefined();
    expect(await hear(body, 'nonsense')).toBeUndefined();
    expect(await hear(body, signNotice('other', body, new Date(T0)))).toBeUndefined();
    expect(await hear(Buffer.from(`${body} `), header)).toBeUndefined();
    expect(await hear(body, header, '2026-11-21T10:05:01+09:00')).toBeUndefined();
    expect(await hear(body, header, '2026-11-21T09:54:59+09:00')).toBeUndefined();
    expect(await hear(body, header, '2026-11-21T10:05:00+09:00')).toBeDefined();
    const other = Buffer.from('{"event_id":"e1"}');
    expect(await hear(other, signNotice('sandbox-secret', other, new Date(T0)))).toBeUndefined();
  });
});

describe('the sandbox gives back', () => {
  const paidBy = async (attemptId: string, method: 'card' | 'konbini') => {
    const session = await open(attemptId, method);
    const { sandbox } = world.stores;
    const actions =
      method === 'card' ? (['pay_card'] as const) : (['issue_slip', 'pay_slip'] as const);
    for (const action of actions) {
      const current = (await sandbox.find(session.ref))!;
      await settleSession(sandbox, current, { action, delivery: 'lost', now: now() });
    }
    return session.ref;
  };
  const refund = (providerRef: string, refundId: string, yen: number, attemptId = 'r1') =>
    world.sandbox.refund({ refundId, attemptId, providerRef, yen });

  it('once for one refund, at most what it took', async () => {
    const ref = await paidBy('r1', 'card');
    const first = await refund(ref, 'refund-1', 1000);
    expect(first.outcome.outcome).toBe('succeeded');
    expect(await refund(ref, 'refund-1', 1000)).toEqual(first);
    expect((await refund(ref, 'refund-2', 501)).outcome.outcome).toBe('failed');
    expect((await refund(ref, 'refund-3', 500)).outcome.outcome).toBe('succeeded');
  });

  it('what came at a konbini when the payer has told an account', async () => {
    const ref = await paidBy('r2', 'konbini');
    const { refundRef, outcome } = await refund(ref, 'refund-4', 1500, 'r2');
    expect(outcome).toEqual({ outcome: 'needs_payer' });
    expect(await world.sandbox.askRefund(refundRef)).toEqual({ outcome: 'needs_payer' });
    const [notice] = (await world.stores.sandbox.dueNotices(now(), 99)).filter(
      (one) => one.ref === refundRef,
    );
    const body = Buffer.from(notice?.payload ?? '');
    const heard = await world.sandbox.notify(
      body,
      world.sandbox.signatureHeaders(body, now()),
      now(),
    );
    expect(heard).toMatchObject({ kind: 'refund', refundId: 'refund-4', refundRef, yen: 1500 });
  });
});
