import { describe, expect, it } from 'vitest';
import type { RefundRequest } from '../../../server/domain/refunds/provider-refund.ts';
import { everythingFitsThePublishedTypes, stripeScene } from '../../support/stripe-scene.ts';
import type { Fault } from '../../support/stripe-stand-in/faults.ts';

const scene = stripeScene();
const { paid, told, NOW } = scene;
const company = () => scene.company();
async function giveBack(asked: RefundRequest, fault?: Fault) {
  const given = await scene.provider(fault).refund?.(asked);
  if (given === undefined) throw new Error('it gives nothing back');
  return given;
}
const ask = (ref: string) => scene.provider().askRefund?.(ref);
const madeFor = (attemptId: string) =>
  [...company().books.refunds.values()].filter(
    ({ metadata }) => metadata?.['attempt'] === attemptId,
  );

describe('money that goes back', () => {
  it('whole or in part, to the card that it came from, with our ids and nothing else', async () => {
    const { attemptId, refund } = await paid();
    const part = await giveBack(refund('r-part', 500));
    expect(part.outcome).toEqual({ outcome: 'succeeded', at: NOW });
    const form = Object.fromEntries(company().calls.at(-1)?.form ?? []);
    expect(form).toEqual({
      payment_intent: expect.any(String),
      amount: '500',
      'metadata[refund]': 'r-part',
      'metadata[attempt]': attemptId,
    });
    await giveBack(refund('r-rest', 1000));
    expect(madeFor(attemptId).map(({ amount }) => amount)).toEqual([500, 1000]);
  });

  it.each(['reset_before', 'reset_after', 'reset_midway', 'slow'] as const)(
    '%s: given back once, however often it is asked for, also when the key is forgotten',
    async (fault) => {
      const { attemptId, refund } = await paid();
      const asked = refund(`r-${fault}`);
      // The session and the list of earlier ones are answered, what gives back is not.
      company().fail('none', 'none', fault);
      // The package asks again by itself, but for an answer that broke off in the middle.
      const once = giveBack(asked, fault);
      const first = await (fault === 'reset_midway' ? once.catch(() => giveBack(asked)) : once);
      scene.at('2026-11-23T10:00:00+09:00');
      expect((await giveBack(asked)).refundRef).toBe(first.refundRef);
      expect(madeFor(attemptId)).toHaveLength(1);
    },
  );

  it('an answer that never comes is no failure: it is asked again and found', async () => {
    const { attemptId, refund } = await paid();
    company().fail('none', 'none', 'reset_after', 'reset_after');
    await expect(giveBack(refund('r-lost'))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
    expect(madeFor(attemptId)).toHaveLength(1);
    const found = await giveBack(refund('r-lost'));
    expect(found.refundRef).toBe(madeFor(attemptId)[0]?.id);
    expect(madeFor(attemptId)).toHaveLength(1);
  });

  it('an answer that is no refund is none', async () => {
    const { refund } = await paid();
    company().fail('none', 'none', 'no_error_field', 'no_error_field');
    await expect(giveBack(refund('r-odd'))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });

  it('never more than is left of that payment', async () => {
    const { attemptId, refund } = await paid();
    await giveBack(refund('r-1', 1000));
    // A word, not silence: it is not asked again, and staff see at once that it has to go another way.
    expect(await giveBack(refund('r-2', 501))).toEqual({
      refundRef: '',
      outcome: { outcome: 'failed', reason: 'amount_too_large' },
    });
    expect(madeFor(attemptId)).toHaveLength(1);
  });

  it('a session of another attempt is left alone', async () => {
    const { refund } = await paid();
    await expect(giveBack({ ...refund('r-x'), attemptId: 'somebody' })).rejects.toThrow();
  });

  it.each(['konbini', 'bank_transfer'] as const)(
    '%s: the company asks the payer, at the address that was given there',
    async (method) => {
      const { refund } = await paid(method);
      const { refundRef, outcome } = await giveBack(refund(`r-${method}`));
      expect(outcome).toEqual({ outcome: 'needs_payer' });
      expect(company().calls.at(-1)?.form.get('instructions_email')).toBe('payer@example.jp');
      company().books.refundBecomes(refundRef, 'canceled');
      expect(await ask(refundRef)).toEqual({ outcome: 'cancelled' });
    },
  );

  it('is asked for: under way, done, failed after all, or no answer', async () => {
    const { refund } = await paid();
    company().books.nextRefund = 'pending';
    const { refundRef, outcome } = await giveBack(refund('r-under-way'));
    company().books.nextRefund = 'succeeded';
    expect(outcome).toEqual({ outcome: 'pending' });
    expect(await ask(refundRef)).toEqual({ outcome: 'pending' });
    company().books.refundBecomes(refundRef, 'succeeded');
    expect(await ask(refundRef)).toEqual({ outcome: 'succeeded', at: NOW });
    company().books.refundBecomes(refundRef, 'failed');
    expect(await ask(refundRef)).toMatchObject({ outcome: 'failed' });
    company().fail('error_500', 'error_500');
    expect(await ask(refundRef)).toEqual({ outcome: 'unknown' });
    expect(await ask('re_nobody')).toEqual({ outcome: 'unknown' });
  });
});

describe('told about what goes back', () => {
  it('with our ids, by each of its events, also a failure after success', async () => {
    const { attemptId, refund } = await paid();
    const { refundRef } = await giveBack(refund('r-told'));
    const known = { kind: 'refund', refundId: 'r-told', refundRef, attemptId, yen: 1500 };
    for (const type of ['refund.created', 'refund.updated']) {
      expect(await told(type, refundRef)).toMatchObject({
        ...known,
        outcome: { outcome: 'succeeded', at: NOW },
      });
    }
    company().books.refundBecomes(refundRef, 'failed');
    expect(await told('refund.failed', refundRef)).toMatchObject({
      ...known,
      outcome: { outcome: 'failed', reason: 'expired_or_canceled_card' },
    });
  });

  it('made by hand at the company: the payment is asked for our attempt', async () => {
    const { attemptId, providerRef } = await paid();
    const intent = company().sessions.get(providerRef)?.payment_intent ?? '';
    const refund = company().books.refund(intent, 300, {});
    expect(await told('refund.created', refund.id)).toMatchObject({
      refundId: null,
      attemptId,
      yen: 300,
    });
    company().fail('error_500', 'error_500');
    await expect(told('refund.created', refund.id)).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });

  it('of a payment that is not ours, or in another currency, is set aside', async () => {
    const { providerRef } = await paid();
    const intent = company().sessions.get(providerRef)?.payment_intent ?? '';
    const refund = company().books.refund(intent, 300, {});
    const dollars = { object: { currency: 'usd' } };
    expect(await told('refund.updated', refund.id, dollars)).toMatchObject({
      setAside: 'currency',
    });
    const known = company().books.intents.get(intent);
    if (known) known.metadata = {};
    expect(await told('refund.updated', refund.id)).toMatchObject({ setAside: 'not_ours' });
  });
});

describe('a card holder objects', () => {
  it('told with our attempt, the sum, the reason, until when to answer, and what moved', async () => {
    const { attemptId, providerRef } = await paid();
    const { id } = company().books.dispute(providerRef);
    const about = {
      kind: 'dispute',
      disputeRef: id,
      attemptId,
      yen: 1500,
      reason: 'fraudulent',
      respondBy: new Date('2026-11-28T10:00:00+09:00'),
      at: NOW,
    };
    const open = { ...about, state: 'needs_response', funds: null };
    expect(await told('charge.dispute.created', id)).toMatchObject(open);
    expect(await told('charge.dispute.funds_withdrawn', id)).toMatchObject({
      ...open,
      funds: 'withdrawn',
    });
    company().books.disputeEnds(id, 'won');
    expect(await told('charge.dispute.funds_reinstated', id)).toMatchObject({
      ...about,
      state: 'won',
      funds: 'reinstated',
    });
    expect(await told('charge.dispute.closed', id)).toMatchObject({ state: 'won', funds: null });
  });

  it.each([
    ['warning_needs_response', 'needs_response'],
    ['warning_closed', 'closed'],
    ['lost', 'lost'],
    ['a_new_status', 'under_review'],
  ])('%s is %s', async (status, state) => {
    const { providerRef } = await paid();
    const { id } = company().books.dispute(providerRef);
    const change = { object: { status } };
    expect(await told('charge.dispute.updated', id, change)).toMatchObject({ state });
  });
});

everythingFitsThePublishedTypes(company);
