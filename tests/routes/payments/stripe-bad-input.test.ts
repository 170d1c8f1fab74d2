import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStripeProvider } from '../../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { SQLITE_FILE } from '../../../server/storage/sqlite-driver.ts';
import { paymentApp } from '../../support/payment-app.ts';
import { T0 } from '../../support/payment-scene.ts';
import { type StandIn, startStripeStandIn } from '../../support/stripe-stand-in/stand-in.ts';

const clock = fixedClock(T0);
const log: string[] = [];
let company: StandIn;
let site: Awaited<ReturnType<typeof paymentApp>>;
/** At the company: of a charge that was paid, of one whose payer is there now, and what came of the first. */
const at = { paid: '', started: '', refund: '', dispute: '' };

async function visit(): Promise<string> {
  const { chargeId } = await site.submit({ sessionHash: site.sessionHash });
  const reply = await site.post(`/ja/pay/${chargeId}`, { method: 'card' });
  return String(reply.headers.location).split('/').at(-1) ?? '';
}

beforeAll(async () => {
  company = await startStripeStandIn(new Date(T0));
  const settings = {
    secretKey: 'sk_test_town',
    webhookSecrets: [company.secret],
    apiBase: company.url,
  };
  const provider = createStripeProvider(settings, clock);
  site = await paymentApp([provider], (line) => log.push(line));
  at.paid = await visit();
  company.pay(at.paid);
  await hear(company.event('checkout.session.completed', at.paid));
  at.started = await visit();
  const intent = company.sessions.get(at.paid)?.payment_intent ?? '';
  at.refund = company.books.refund(intent, 300, {}).id;
  at.dispute = company.books.dispute(at.paid).id;
});
afterAll(async () => {
  await site.close();
  await company.close();
});

function hear({ body, signature }: { readonly body: string; readonly signature?: string }) {
  const headers = {
    'content-type': 'application/json',
    ...(signature !== undefined && { 'stripe-signature': signature }),
  };
  return site.app.inject({ method: 'POST', url: '/webhooks/stripe', headers, payload: body });
}

const signed = (body: string) => ({ body, signature: company.sign(body) });

/** Every yen that the town has, owes or gives back, as it is stored. */
function balance(): unknown {
  const db = new Database(join(site.dataDir, SQLITE_FILE), { readonly: true });
  const rows = (query: string) => db.prepare(query).all();
  const all = {
    entries: rows('select * from ledger_entries order by seq'),
    charges: rows(
      `select id, yen, refund_yen, paid_at, method, state = 'paid' as paid from charges order by id`,
    ),
    refunds: rows('select * from refunds order by id'),
    disputes: rows('select * from disputes order by id'),
  };
  db.close();
  expect(all.entries.length).toBeGreaterThan(0);
  return all;
}

const type = 'checkout.session.completed';
const paidAs = (object: object) => company.event(type, at.started, { object });

/** What is said, and what is answered; nothing of it moves a yen. */
const TABLE: readonly [string, () => { body: string; signature?: string }, number][] = [
  ...[1, 1499, 1501, -1500, 1500.5, null, '1500', { yen: 1500 }].map(
    (amount_total) =>
      [
        `paid, of the amount ${JSON.stringify(amount_total)}`,
        () => paidAs({ status: 'complete', payment_status: 'paid', amount_total }),
        200,
      ] as [string, () => { body: string; signature: string }, number],
  ),
  ...[
    ['another currency', { currency: 'usd' }],
    ['another mode', { mode: 'subscription' }],
    ['the other environment, inside', { livemode: true }],
    ['somebody else’s reference', { client_reference_id: 'somebody' }],
    ['no reference', { client_reference_id: null }],
    ['a session that nobody knows', { id: 'cs_nobody' }],
    ['no session', { id: 7 }],
    ['another object', { object: 'invoice' }],
  ].map(
    ([what, change]) =>
      [
        `paid, with ${what}`,
        () => paidAs({ status: 'complete', payment_status: 'paid', ...(change as object) }),
        200,
      ] as [string, () => { body: string; signature: string }, number],
  ),
  ['of the other environment', () => company.event(type, at.paid, { livemode: true }), 200],
  ['of an unknown kind', () => company.event('invoice.paid', at.paid), 200],
  ['of a kind of nothing', () => company.event('toString', at.paid), 200],
  [
    'more given back than was paid',
    () => company.event('refund.updated', at.refund, { object: { amount: 1_000_000 } }),
    200,
  ],
  [
    'given back in another currency',
    () => company.event('refund.updated', at.refund, { object: { currency: 'usd' } }),
    200,
  ],
  [
    'given back, with no amount',
    () => company.event('refund.updated', at.refund, { object: { amount: '300' } }),
    200,
  ],
  [
    'taken back in another currency',
    () =>
      company.event('charge.dispute.funds_withdrawn', at.dispute, { object: { currency: 'usd' } }),
    200,
  ],
  [
    'taken back, of a payment that is not ours',
    () =>
      company.event('charge.dispute.funds_withdrawn', at.dispute, {
        object: { payment_intent: 'pi_x' },
      }),
    200,
  ],
  ['not JSON', () => signed('{"id":'), 400],
  ['nothing', () => signed(''), 400],
  ['null', () => signed('null'), 400],
  ['no event', () => signed('{"object":"event","id":"evt_1"}'), 400],
  ['unsigned', () => ({ body: company.event(type, at.paid).body }), 400],
  [
    'signed over another text',
    () => ({ ...company.event(type, at.started), signature: company.sign('{}') }),
    400,
  ],
  [
    'signed by somebody else',
    () => ({ ...company.event(type, at.started), signature: `t=${Date.parse(T0) / 1000},v1=00` }),
    400,
  ],
  ['more than 64 KiB', () => signed(JSON.stringify({ text: 'x'.repeat(64 * 1024) })), 413],
];

describe('a notification with something wrong in it', () => {
  it.each(TABLE)('%s: refused or set aside, and no yen moves', async (_what, say, status) => {
    const before = balance();
    const reply = await hear(say());
    expect(reply.statusCode).toBe(status);
    expect(balance()).toEqual(before);
  });

  it('with the same signature five minutes later is refused', async () => {
    const told = company.event('checkout.session.expired', at.paid);
    clock.set('2026-11-21T10:05:01+09:00');
    site.clock.set('2026-11-21T10:05:01+09:00');
    expect((await hear(told)).statusCode).toBe(400);
    clock.set(T0);
    site.clock.set(T0);
  });

  it('is logged by its id, without anything of the payer’s', () => {
    const lines = log.filter((line) =>
      /"msg":"(notification (set|for|refused)|refund set|dispute of)/.test(line),
    );
    // All that was signed by the company and answered with 200, one by one.
    const taken = TABLE.filter(([, , status]) => status === 200);
    expect(lines).toHaveLength(taken.length);
    for (const line of lines) {
      expect(line).toMatch(/"eventId":"evt_test_\w+"/);
      expect(line).not.toMatch(/payer@|example\.jp|1500|cs_test|見本市/);
    }
    expect(log.join('\n')).not.toContain('payer@example.jp');
  });
});
