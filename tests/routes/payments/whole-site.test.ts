import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import type { SandboxProvider } from '../../../server/integrations/sandbox-payments/sandbox-provider.ts';
import { sendSandboxNotices } from '../../../server/jobs/send-sandbox-notices.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { buildServices, type Services } from '../../../server/services.ts';
import { sampleApplication } from '../../support/fake-charge-store.ts';
import { firstChargeId } from '../../support/first-charge-id.ts';
import { T0 } from '../../support/payment-scene.ts';

const secret = randomBytes(32).toString('base64url');
const cookies = { madoguchi: secret };
const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-site-'));
const logger = pino({ level: 'silent' });
let services: Services;
let app: FastifyInstance;

beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  services = await buildServices(config, { logger, clock: fixedClock(T0) });
  app = await buildApp(services, { logger });
});
afterAll(async () => {
  await app.close();
  await services.stores.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A gym for a morning, sent from this browser and not yet paid. */
async function submitBooking() {
  const procedure = services.library.procedures.get('facility-booking')!;
  const now = services.clock.now();
  const payBy = new Date(now.getTime() + 30 * 60_000);
  const chargeId = firstChargeId();
  const id = randomUUID();
  const example = procedure.examples.find((one) => one.expect.fee === 3600)!;
  const answers = { ...example.answers, applicant_email: 'hanako@example.jp' };
  const claims = [{ atom: 'arena-a', slot: 'am', capacity: 1 }];
  await services.stores.applications.submit({
    application: {
      ...sampleApplication,
      id,
      procedureId: procedure.id,
      version: procedure.version,
      answers,
      submittedAt: now,
      feeYen: 3600,
    },
    draftRevision: 0,
    sessionHash: createHash('sha256').update(secret).digest('hex'),
    events: [{ type: 'submitted', at: now, actor: 'resident', detail: {} }],
    booking: {
      id: randomUUID(),
      resource: 'arena',
      day: '2026-12-02',
      slots: ['am'],
      claims,
      holdUntil: payBy,
    },
    charge: {
      id: chargeId,
      kind: 'fee',
      yen: 3600,
      lines: [{ item: 'room', label: 'アリーナ 午前', yen: 3600 }],
      payBy,
    },
  });
  return { id, chargeId };
}

const get = (url: string) => app.inject({ url, cookies });
function post(url: string, form: Record<string, string>) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const payload = String(new URLSearchParams(form));
  return app.inject({ method: 'POST', url, cookies, headers, payload });
}

const fetchIntoApp = (async (url: string, init: RequestInit) => {
  const headers = init.headers as Record<string, string>;
  const path = new URL(url).pathname;
  const reply = await app.inject({
    method: 'POST',
    url: path,
    headers,
    payload: init.body as Buffer,
  });
  return new Response(reply.body, { status: reply.statusCode });
}) as unknown as typeof fetch;

describe('paying on the whole site', () => {
  it('goes from the pay page over the sandbox and its notification to "received"', async () => {
    const { id, chargeId } = await submitBooking();
    const page = await get(`/en/pay/${chargeId}`);
    expect(page.statusCode).toBe(200);
    // The charge is in Japanese; a reader of English sees the same line in English.
    expect(page.body).not.toContain('アリーナ');
    expect(page.body).toContain('3,600');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const started = await post(`/en/pay/${chargeId}`, { _csrf, method: 'card' });
    expect(started.statusCode).toBe(303);
    const sandbox = started.headers.location as string;
    expect((await get(sandbox)).statusCode).toBe(200);
    expect((await get('/sandbox-payments/sandbox.css')).headers['content-type']).toContain('css');
    await post(sandbox, { action: 'pay_card', delivery: 'twice' });

    const sent = await sendSandboxNotices({
      store: services.stores.sandbox,
      provider: services.providers.get('sandbox') as SandboxProvider,
      clock: services.clock,
      baseUrl: 'http://127.0.0.1:3000',
      fetch: fetchIntoApp,
    });
    expect(sent).toBe(2);
    const application = await services.stores.applications.find(id);
    expect(application).toMatchObject({ status: 'received', receivedAt: new Date(T0) });
    const back = await get(`/en/pay/${chargeId}/return`);
    expect(back.headers.location).toBe(`/en/apply/facility-booking/done/${id}`);
    expect((await get(back.headers.location as string)).statusCode).toBe(200);
  });

  it('answers a forged notification with 400, in words for a machine', async () => {
    const reply = await app.inject({ method: 'POST', url: '/webhooks/sandbox', payload: '{}' });
    expect([reply.statusCode, reply.json()]).toEqual([400, { error: 'notification_rejected' }]);
  });
});
