import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refundReconciler } from '../../../server/domain/refunds/reconcile-refunds.ts';
import { createStripeProvider } from '../../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { refundDesk } from '../../../server/refund-desk.ts';
import { paymentApp } from '../../support/payment-app.ts';
import { T0 } from '../../support/payment-scene.ts';
import { type StandIn, startStripeStandIn } from '../../support/stripe-stand-in/stand-in.ts';

/* A hall that was paid by card at the payment company is given back, and the money goes back too. */

const clock = fixedClock(T0);
let company: StandIn;
let site: Awaited<ReturnType<typeof paymentApp>>;

beforeAll(async () => {
  company = await startStripeStandIn(new Date(T0));
  const settings = {
    secretKey: 'sk_test_town',
    webhookSecrets: [company.secret],
    apiBase: company.url,
  };
  site = await paymentApp([createStripeProvider(settings, clock)]);
  const { library } = site.services;
  const wanted = { payment_methods: ['card', 'konbini', 'bank_transfer'] };
  Object.assign(library, { municipality: { ...library.municipality, ...wanted } });
});
afterAll(async () => {
  await site.close();
  await company.close();
});

function at(moment: string): void {
  clock.set(moment);
  site.clock.set(moment);
  company.now = new Date(moment);
}

async function tell(type: string, id: string) {
  const { body, signature } = company.event(type, id);
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  const reply = await site.app.inject({
    method: 'POST',
    url: '/webhooks/stripe',
    headers,
    payload: body,
  });
  return reply.json();
}

/** Paid by card, then withdrawn with everything back. */
async function withdrawn() {
  at(T0);
  const { chargeId, applicationId } = await site.submit({ sessionHash: site.sessionHash });
  const reply = await site.post(`/ja/pay/${chargeId}`, { method: 'card' });
  const session = String(reply.headers.location).split('/').at(-1) ?? '';
  company.pay(session);
  await tell('checkout.session.completed', session);
  await site.stores.applications.withdraw({
    id: applicationId,
    now: site.clock.now(),
    decide: () => ({
      refundYen: 1500,
      events: [{ type: 'withdrawn', at: site.clock.now(), actor: 'resident', detail: {} }],
    }),
  });
  const charge = async () => (await site.stores.charges.find(chargeId))?.state;
  const refund = async () => (await site.stores.refunds.ofCharge(chargeId))[0];
  return { chargeId, charge, refund };
}

const quiet = () => undefined;
const booked = async (chargeId: string) =>
  (await site.stores.refunds.snapshot(chargeId)).ledger.reduce((sum, { yen }) => sum + yen, 0);

describe('a refund through the payment company', () => {
  it('goes back once, and is due again when the bank sends it back', async () => {
    const { chargeId, charge, refund } = await withdrawn();
    const reconciler = refundReconciler(refundDesk(site.services));
    expect(await reconciler.follow(quiet)).toBe(1);
    expect(await charge()).toBe('refunded');
    expect(await booked(chargeId)).toBe(0);
    const ref = (await refund())?.providerRef ?? '';
    expect(await tell('refund.updated', ref)).toEqual({ result: 'unchanged' });
    company.books.refundBecomes(ref, 'failed');
    expect(await tell('refund.failed', ref)).toEqual({ result: 'changed' });
    expect(await tell('refund.failed', ref)).toEqual({ result: 'unchanged' });
    expect(await charge()).toBe('refund_due');
    expect(await booked(chargeId)).toBe(1500);
  });

  it('whose answer is lost is found by the sweep, and made once', async () => {
    const { chargeId, charge, refund } = await withdrawn();
    const before = company.books.refunds.size;
    const reconciler = refundReconciler(refundDesk(site.services));
    company.fail('none', 'none', 'reset_after', 'reset_after');
    await reconciler.follow(quiet);
    expect((await refund())?.state).toBe('unknown');
    expect(company.books.refunds.size).toBe(before + 1);
    at('2026-11-21T10:10:00+09:00');
    await reconciler.sweep(quiet);
    expect(await charge()).toBe('refunded');
    expect(company.books.refunds.size).toBe(before + 1);
    expect(await booked(chargeId)).toBe(0);
  });

  it('made there by hand is entered, and nothing is sent a second time', async () => {
    const { charge } = await withdrawn();
    const before = company.books.refunds.size;
    const paid = [...company.sessions.values()].at(-1);
    const made = company.books.refund(String(paid?.payment_intent), 1500, {});
    expect(await tell('refund.created', made.id)).toEqual({ result: 'changed' });
    expect(await charge()).toBe('refunded');
    await refundReconciler(refundDesk(site.services)).follow((error) => {
      throw error;
    });
    expect(company.books.refunds.size).toBe(before + 1);
  });
});

describe('a transfer of more than is owed', () => {
  async function transferred() {
    at(T0);
    const { chargeId } = await site.submit({ sessionHash: site.sessionHash });
    const reply = await site.post(`/ja/pay/${chargeId}`, { method: 'bank_transfer' });
    const session = String(reply.headers.location).split('/').at(-1) ?? '';
    company.books.accountShown(session);
    await tell('checkout.session.completed', session);
    const refunds = () => site.stores.refunds.ofCharge(chargeId);
    const charge = () => site.stores.charges.find(chargeId);
    return { chargeId, session, refunds, charge };
  }
  const moved = (id: string) => tell('customer_cash_balance_transaction.created', id);
  const desk = () => refundDesk(site.services);

  it('is seen once, waits in the queue, and goes back out of what lies there', async () => {
    const { chargeId, session, refunds, charge } = await transferred();
    const move = company.books.tooMuch(session, 500);
    // Before the fee was taken out of it nothing is too much; that word comes first sometimes.
    expect(await moved(move)).toEqual({ result: 'unchanged' });
    company.pay(session);
    await tell('checkout.session.async_payment_succeeded', session);
    expect(await moved(move)).toEqual({ result: 'changed' });
    expect(await moved(move)).toEqual({ result: 'unchanged' });
    expect(await charge()).toMatchObject({ state: 'paid', refundYen: 500 });
    await refundReconciler(desk()).follow(quiet);
    const [refund] = await refunds();
    expect(refund).toMatchObject({ yen: 500, reason: 'paid_twice', state: 'needs_payer' });
    expect(company.books.customers.values().next().value?.cash_balance.available.jpy).toBe(0);
    expect(await moved(move)).toEqual({ result: 'unchanged' });
    const more = company.books.tooMuch(session, 300);
    expect(await moved(more)).toEqual({ result: 'changed' });
    company.books.refundBecomes(refund?.providerRef ?? '', 'succeeded');
    await tell('refund.updated', refund?.providerRef ?? '');
    await refundReconciler(desk()).follow(quiet);
    const all = (await refunds()).toSorted((a, b) => b.yen - a.yen);
    expect(all.map(({ yen, state }) => [yen, state])).toEqual([
      [500, 'succeeded'],
      [300, 'needs_payer'],
    ]);
    expect(await charge()).toMatchObject({ state: 'paid', refundYen: 800 });
    expect(await booked(chargeId)).toBe(1500 + 300);
    // It is in no payout, and nobody misses it there.
    const late = await site.stores.payouts.notPaidOut('stripe', '2026-11-30');
    expect(late.filter((one) => one.chargeId === chargeId)).toHaveLength(1);
  });

  it('of a company customer that is none of ours is set aside', async () => {
    const { session } = await transferred();
    const move = company.books.tooMuch(session, 500);
    const other = company.books.openCustomer({});
    Object.assign(company.books.cashMoves.get(move) ?? {}, { customer: other.id });
    expect(await moved(move)).toEqual({ result: 'set_aside' });
  });
});
