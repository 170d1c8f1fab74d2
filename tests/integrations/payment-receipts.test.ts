import { describe, expect, it } from 'vitest';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { paymentReceipts } from '../../server/integrations/mail/payment-receipts.ts';
import { failedOutcome, paidOutcome, paymentScene, T0 } from '../support/payment-scene.ts';
import { openPaymentServices } from '../support/payment-services.ts';

const procedure = {
  id: 'hall',
  fields: new Map([
    ['agent_email', { id: 'agent_email', type: 'email' }],
    ['applicant_email', { id: 'applicant_email', type: 'email', fact: 'applicant.email' }],
  ]),
  text: (_: string, key: string) => (key === 'title' ? '{施設|しせつ}の予約' : undefined),
} as unknown as Procedure;

async function receiptsFor(scene: ReturnType<typeof paymentScene>) {
  const world = await openPaymentServices();
  const stores = {
    charges: scene.charges,
    applications: { find: async () => scene.charges.application },
  };
  const services = { ...world.services, stores, procedureVersion: async () => procedure };
  await world.close();
  return paymentReceipts(services as unknown as typeof world.services);
}

const answers = { applicant_email: 'hanako@example.jp', agent_email: 'other@example.jp' };

describe('the mail that says "paid"', () => {
  it('is written with the payment, once, to the applicant, in their language', async () => {
    const scene = paymentScene({ application: { answers, locale: 'ja' } });
    const deps = { ...scene.deps, receipts: await receiptsFor(scene) };
    Object.assign(scene.deps, deps);
    const attempt = await scene.begin();
    await scene.hear(attempt, failedOutcome);
    expect(scene.charges.mails).toHaveLength(0);
    await scene.hear(attempt, paidOutcome());
    await scene.hear(attempt, paidOutcome());
    const [mail, ...more] = scene.charges.mails;
    expect(more).toHaveLength(0);
    expect(mail).toMatchObject({ to: 'hanako@example.jp', nextAt: new Date(T0), attempts: 0 });
    expect(mail?.subject).toBe('お支払いを確認しました');
    expect(mail?.body).toContain('手続き：施設の予約\n受付番号：2611-4821-9035\nお支払い：1,500円');
    expect(mail?.body).toContain('ご利用日・収集日：2026年12月24日（令和8年・木）');
    expect(mail?.body).toContain('http://localhost:3000/ja/status');
  });

  it('is not written without an address, nor for money that goes back', async () => {
    const silent = paymentScene();
    Object.assign(silent.deps, { receipts: await receiptsFor(silent) });
    await silent.hear(await silent.begin(), paidOutcome());
    expect(silent.charges.charge.state).toBe('paid');
    expect(silent.charges.mails).toHaveLength(0);

    const late = paymentScene({ application: { answers } });
    Object.assign(late.deps, { receipts: await receiptsFor(late) });
    const attempt = await late.begin();
    late.charges.charge = { ...late.charges.charge, state: 'cancelled' };
    await late.hear(attempt, paidOutcome());
    expect(late.charges.charge.state).toBe('refund_due');
    expect(late.charges.mails).toHaveLength(0);
  });

  it('comes without a booked day where nothing is booked', async () => {
    const scene = paymentScene({ application: { answers, locale: 'en' }, bookedDay: null });
    Object.assign(scene.deps, { receipts: await receiptsFor(scene) });
    await scene.hear(await scene.begin(), paidOutcome());
    expect(scene.charges.mails[0]?.body).not.toContain('Booked day');
    expect(scene.charges.mails[0]?.body).toContain('Paid: ¥1,500');
  });
});
