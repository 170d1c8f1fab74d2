import { describe, expect, it } from 'vitest';
import { askProvider } from '../../../server/domain/payments/ask-provider.ts';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { fetchLostNotices } from '../../../server/jobs/fetch-lost-notices.ts';
import { stripeTown } from '../../support/stripe-town.ts';

const town = stripeTown();
const { company, site, chargeId, at, owe, state, events, returned, choose, act, hear } = town;

function fail(...said: unknown[]): never {
  throw new Error(JSON.stringify(said));
}

describe('a transfer', () => {
  /** The account is out, and the payer is back. */
  async function shown(): Promise<string> {
    const session = await choose('bank_transfer');
    await act(session, 'account');
    await returned();
    return session;
  }

  it('waits five days for all of the money, and says what is missing', async () => {
    const session = await shown();
    expect(await site().stores.charges.find(chargeId())).toMatchObject({
      state: 'pending',
      method: 'bank_transfer',
      payBy: new Date('2026-11-26T23:59:59+09:00'),
    });
    company().books.accountShown(session, 1000);
    await returned();
    await returned();
    const { body } = await site().get(`/ja/pay/${chargeId()}`);
    expect(body).toMatch(/これまでに届いた金額<\/dt><dd class="amount">1,000円/);
    expect(body).toMatch(/あと振り込む金額<\/dt><dd class="amount">500円/);
    expect(body).toContain(`href="${company().url}/transfer/${session}"`);
    expect(await events()).toEqual(['attempt_started', 'attempt_pending', 'attempt_part_paid']);
    company().pay(session);
    await hear('checkout.session.async_payment_succeeded', session);
    expect(await state()).toBe('paid');
  });

  it('that came in part does not lapse: somebody has to look, and the rest may still come', async () => {
    const session = await shown();
    company().books.accountShown(session, 1000);
    await returned();
    at('2026-11-27T00:00:00+09:00');
    for (let sweep = 0; sweep < 3; sweep += 1) {
      await expireCharges(site().deps, fail);
      await askProvider(site().deps, chargeId());
    }
    expect(await state()).toBe('unknown');
    expect(await events()).toEqual([
      'attempt_started',
      'attempt_pending',
      'attempt_part_paid',
      'attempt_refused',
    ]);
    company().pay(session);
    await askProvider(site().deps, chargeId());
    expect(await state()).toBe('paid');
  });

  it('that never came lapses', async () => {
    await shown();
    at('2026-11-27T00:00:00+09:00');
    await expireCharges(site().deps, fail);
    expect(await state()).toBe('expired');
  });
});

describe('notifications that were lost', () => {
  const lost = () => fetchLostNotices(site().services, { info: fail, warn: fail, error: fail });

  it('are found in the company’s list, by whatever way the money came, and count once', async () => {
    const card = await choose('card');
    company().pay(card);
    company().lose('checkout.session.completed', card);
    const first = chargeId();
    await owe();
    const slip = await choose('konbini');
    company().slip(slip);
    company().lose('checkout.session.completed', slip);
    company().slipPaid(slip);
    at('2026-11-21T10:04:00+09:00');
    company().lose('checkout.session.async_payment_succeeded', slip);
    expect(await lost()).toBe(3);
    expect(await state()).toBe('paid');
    expect(await state(first)).toBe('paid');
    expect(await events()).toEqual(['attempt_started', 'attempt_pending', 'attempt_paid']);
    expect(await lost()).toBe(0);
    expect(await site().stores.providerCursors.find('stripe', 'undelivered')).toBe(
      '2026-11-21T01:04:00.000Z',
    );
    company().events.length = 0;
  });

  it('of money that goes back, too', async () => {
    const card = await choose('card');
    company().pay(card);
    await returned();
    const { id } = company().books.dispute(card);
    company().lose('charge.dispute.created', id);
    company().lose('charge.dispute.funds_withdrawn', id);
    await lost();
    expect((await site().stores.disputes.listOf(chargeId())).map(({ yen }) => yen)).toEqual([1500]);
    company().events.length = 0;
  });

  it('that can’t be heard now are read again: the list stays where it is', async () => {
    const card = await choose('card');
    company().pay(card);
    company().lose('checkout.session.completed', card);
    const before = await site().stores.providerCursors.find('stripe', 'undelivered');
    company().fail('reset_midway');
    await expect(lost()).rejects.toThrow();
    expect(await site().stores.providerCursors.find('stripe', 'undelivered')).toBe(before);
    expect(await state()).toBe('started');
    expect(await lost()).toBe(1);
    expect(await state()).toBe('paid');
  });
});
