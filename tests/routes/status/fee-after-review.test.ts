import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../server/domain/attachments/attachment.ts';
import { fixFee } from '../../../server/domain/cases/fix-fee.ts';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { settleAttempt } from '../../../server/domain/payments/settle-attempt.ts';
import type { AttachmentRule } from '../../../server/domain/procedures/case-rules.ts';
import { paymentDesk } from '../../../server/payment-desk.ts';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import { sentCase } from '../../support/case-desk.ts';
import { hiddenFields } from '../../support/http-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const onError = (error: unknown) => {
  throw error;
};

const deps = () => paymentDesk(site.services);

async function feeDue(locale = 'ja') {
  site.clock.set(NOON);
  const sent = await sentCase(site, 'residence-certificate', locale);
  await sent.staff('take-up');
  await sent.staff('fix-fee', '--line', '写し=600', '--line', '郵送料=110', '--days', '14');
  const charge = await chargeOf(sent.applicationId);
  return { ...sent, charge };
}

async function chargeOf(applicationId: string) {
  const charge = await site.services.stores.charges.findByApplication(applicationId);
  if (!charge) throw new Error('no charge');
  return charge;
}

async function startPaying({ resident, charge }: Awaited<ReturnType<typeof feeDue>>) {
  const pay = await resident.get(`/ja/pay/${charge.id}`);
  expect(pay.body).toContain('710円');
  const { _csrf } = hiddenFields(pay.body);
  const reply = await resident.post(`/ja/pay/${charge.id}`, { _csrf, method: 'card' });
  expect(reply.statusCode).toBe(303);
  const [attempt] = await site.services.stores.charges.attempts(charge.id);
  if (!attempt) throw new Error('no attempt');
  return attempt;
}

const paid = (yen: number) => ({
  outcome: {
    outcome: 'paid' as const,
    method: 'card' as const,
    yen,
    paidAt: site.clock.now(),
  },
  providerEventId: null,
});

describe('a fee that is fixed after the review', () => {
  it('is asked for on the status page and by mail, which says no amount', async () => {
    const sent = await feeDue('en');
    const page = await sent.resident.get(sent.status);
    expect(page.body).toContain(`href="/en/pay/${sent.charge.id}"`);
    expect(page.body).toContain('710');
    const mail = (await sent.mails()).find(({ subject }) => /fee/.test(subject));
    expect(mail?.body).toContain(`/en/pay/${sent.charge.id}`);
    expect(mail?.body).not.toContain('710');
  });

  it('puts the case back into review when it is paid, and says so once', async () => {
    const sent = await feeDue();
    const attempt = await startPaying(sent);
    await settleAttempt(deps(), attempt, paid(710));
    await settleAttempt(deps(), attempt, paid(710));
    const { applications } = site.services.stores;
    const after = await applications.find(sent.applicationId);
    expect(after?.status).toBe('in_review');
    expect(after?.receivedAt).toEqual(new Date(NOON));
    const events = await applications.events(sent.applicationId);
    expect(events.map(({ type }) => type)).toEqual([
      'received',
      'taken_up',
      'fee_fixed',
      'payment_completed',
    ]);
    const done = await sent.resident.get(`/ja/pay/${sent.charge.id}`);
    expect(done.headers.location).toBe(sent.status);
    // A fee is paid once.
    await expect(sent.staff('fix-fee', '--line', '写し=600')).rejects.toMatchObject({
      code: 'transition_not_allowed',
    });
    await sent.staff('identity', '--how', 'phone');
    await sent.staff('complete');
    expect((await sent.resident.get(sent.status)).body).toContain('証明書を郵便で送りました。');
  });

  it('goes back to staff when it is not paid in time, and may be fixed anew', async () => {
    const sent = await feeDue();
    const first = await startPaying(sent);
    site.clock.set('2026-12-06T00:10:00+09:00');
    await expireCharges(deps(), onError);
    const { applications } = site.services.stores;
    expect(await applications.find(sent.applicationId)).toMatchObject({
      status: 'in_review',
      closedAt: null,
    });
    const events = await applications.events(sent.applicationId);
    expect(events.at(-1)).toMatchObject({ type: 'hold_expired', detail: { after_review: true } });
    const said = (await sent.mails()).filter(({ subject }) => subject.includes('期限が過ぎました'));
    expect(said).toHaveLength(1);
    await sent.staff('fix-fee', '--line', '写し=600', '--days', '7');
    const second = await chargeOf(sent.applicationId);
    expect(second).toMatchObject({ yen: 600, state: 'open' });
    expect(second.id).not.toBe(sent.charge.id);
    // Money for the first one, after all: it goes back, the second one stays to be paid.
    await settleAttempt(deps(), first, paid(710));
    expect(await site.services.stores.charges.find(sent.charge.id)).toMatchObject({
      state: 'refund_due',
      refundYen: 710,
    });
    expect((await chargeOf(sent.applicationId)).id).toBe(second.id);
    expect((await applications.find(sent.applicationId))?.status).toBe('fee_due');
  });

  it('is not asked for while a document that has to be there is missing', async () => {
    site.clock.set(NOON);
    const { applicationId, staff, procedure } = await sentCase(site, 'residence-certificate');
    await staff('take-up');
    const rule = { key: 'proof', mayFollow: false, deliver: 'upload', accept: 'any', maxFiles: 1 };
    const asking = { ...procedure, attachments: [rule as AttachmentRule] };
    const fee = {
      procedure: asking,
      applicationId,
      by: 'staff:test' as const,
      lines: [{ item: 'copy', label: '写し', yen: 600 }],
      payDays: 14,
    };
    const { stores, clock } = site.services;
    const early = fixFee(stores, clock, { ...fee, files: [] });
    await expect(early).rejects.toMatchObject({ detail: { why: 'documents' } });
    const file = { key: 'proof' } as Attachment;
    expect(await fixFee(stores, clock, { ...fee, files: [file] })).toMatchObject({
      status: 'fee_due',
    });
  });
});
