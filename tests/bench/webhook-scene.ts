// What payment companies tell, a second: its signature checked, stored, and applied to its charge.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import { orderedId } from '../../server/lib/ordered-id.ts';
import { openStores } from '../../server/storage/open-stores.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { sampleBooking, sampleSubmission } from '../storage/samples.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import { startServer } from '../support/server.ts';
import { newSession } from '../support/stripe-stand-in/objects.ts';
import { besideCommits } from './limits.ts';
import { postsPerSecond, prepareNotice } from './prepared-posts.ts';
import type { Row } from './print-table.ts';

const SECRET = 'whsec_bench';
const CONNECTIONS = 50;
const EVENTS = 2000;
const YEN = 1500;
const ASKED = 1000;
const DAY_MS = 24 * 3600 * 1000;

/** A resident who has booked a hall and is on the company's page. */
async function payerAtTheCompany(stores: Stores, version: string): Promise<string> {
  const now = new Date();
  const payBy = new Date(now.getTime() + 30 * 60_000);
  const [chargeId, slot] = [randomUUID(), randomUUID()];
  const charge = {
    id: chargeId,
    kind: 'fee' as const,
    yen: YEN,
    lines: [{ item: 'hall', label: '使用料', yen: YEN }],
    payBy,
  };
  const day = new Date(now.getTime() + 30 * DAY_MS).toISOString().slice(0, 10);
  const claims = [{ atom: 'hall', slot, capacity: 1 }];
  const booking = sampleBooking({ day, slots: [slot], claims, holdUntil: payBy });
  const application = { version, submittedAt: now, number: `B-${orderedId(now)}` };
  const { result } = await stores.applications.submit(
    sampleSubmission({ charge, booking, application }),
  );
  if (result !== 'submitted') throw new Error(`not submitted: ${result}`);
  const id = orderedId(now);
  const providerRef = `cs_test_${id}`;
  await stores.charges.addAttempt({
    id,
    chargeId,
    provider: 'stripe',
    providerRef,
    method: 'card',
    url: 'https://checkout.stripe.com/c/pay/x',
    createdAt: now,
  });
  const detail = { method: 'card', provider: 'stripe' };
  const event = { type: 'attempt_started', at: now, attemptId: id, providerEventId: null, detail };
  await stores.charges.change(chargeId, () => ({ state: 'started', events: [event] }));
  return id;
}

/** So many payers, by the ids of their attempts. */
async function prepare(dataDir: string, count: number): Promise<readonly string[]> {
  const { dataKeys } = readConfig({ DATA_DIR: dataDir });
  const { version } = procedureOf(await loadSampleTown(), 'facility-booking');
  const stores = await openStores({ dataDir, databaseUrl: null, keys: dataKeys });
  const ids: string[] = [];
  while (ids.length < count) {
    const some = Array.from({ length: 60 }, () => payerAtTheCompany(stores, version));
    ids.push(...(await Promise.all(some)));
  }
  await stores.close();
  return ids;
}

/** "Paid", as the company tells it, signed now. */
function notice(url: string, attemptId: string): Buffer {
  const created = Math.floor(Date.now() / 1000);
  const form = new URLSearchParams({
    client_reference_id: attemptId,
    'allowed_payment_method_types[0]': 'card',
    'line_items[0][price_data][currency]': 'jpy',
    'line_items[0][price_data][unit_amount]': String(YEN),
    'payment_intent_data[metadata][attempt]': attemptId,
  });
  const session = {
    ...newSession(form, 'https://checkout.stripe.com', created),
    id: `cs_test_${attemptId}`,
    status: 'complete',
    payment_status: 'paid',
    payment_intent: `pi_${attemptId}`,
  };
  const body = JSON.stringify({
    id: `evt_${attemptId}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: 'checkout.session.completed',
    data: { object: session },
  });
  const mark = createHmac('sha256', SECRET).update(`${created}.${body}`).digest('hex');
  return prepareNotice(`${url}/webhooks/stripe`, body, `t=${created},v1=${mark}`);
}

/** Asked for are 1,000 a second, or half of what bare commits come to where that is less. */
export async function webhookRows(prefix: readonly string[], folder: string): Promise<Row[]> {
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(join(folder, 'webhooks-'));
  const attempts = await prepare(dataDir, 6 * EVENTS);
  const env = {
    LOG_LEVEL: 'error',
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_API_BASE: 'http://127.0.0.1:9',
  };
  const server = await startServer({ prefix, env, dataDir });
  const send = (round: number) => {
    const own = attempts.slice(round * EVENTS, (round + 1) * EVENTS);
    const posts = own.map((attemptId) => notice(server.url, attemptId));
    const answer = { status: 200, body: '{"result":"changed"}' };
    return postsPerSecond(server.url, posts, CONNECTIONS, answer);
  };
  try {
    await send(0);
    const told = await besideCommits(prefix, folder, (round) => send(round + 1));
    return [
      {
        what: `payment notices verified, stored and applied, ${CONNECTIONS} connections, /s`,
        ...told,
        least: Math.min(0.5, ASKED / told.limit),
      },
    ];
  } finally {
    await server.stop();
  }
}
