import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Application } from '../../../server/domain/applications/application.ts';
import { deliverWebhooks } from '../../../server/domain/hand-over/deliver-webhooks.ts';
import { followWebhooks } from '../../../server/domain/hand-over/follow-webhooks.ts';
import type { WebhookDelivery } from '../../../server/domain/hand-over/webhook.ts';
import { webhookUrlProblem } from '../../../server/domain/hand-over/webhook-url.ts';
import { webhookSender } from '../../../server/integrations/webhooks/webhook-sender.ts';
import { apiSystem } from '../../support/api-system.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { submitCases } from '../../support/submitted-cases.ts';

const PAGE = '/office/webhooks';
const THREE_DAYS_MS = 3 * 86_400_000;

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The other system. `answer` says what it does with the next message. */
const received: Received[] = [];
let answer: (reply: ServerResponse) => void = (reply) => reply.end('{}');
const receiver = createServer(async (request, reply) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  received.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
  answer(reply);
});

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let host: string;
let secret: string;

async function send(fields: Record<string, string> = {}, path = PAGE) {
  const { hidden } = await admin.browser.open(PAGE);
  return admin.browser.post(path, { ...hidden, ...fields });
}

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  site = await officeApp({ env: { WEBHOOK_HOSTS: host } });
  admin = await site.member({ role: 'system_admin' });
  // What happened before is no news.
  await submitCases(site.services, 'child-allowance', 1);
  const { id } = await apiSystem(site);
  expect((await send({ token: id, url: `http://${host}/hook` })).statusCode).toBe(303);
  const page = await admin.browser.get(PAGE);
  secret = unescaped(/class="office-secret">([^<]+)</.exec(page.body)?.[1] ?? '');
});
beforeEach(() => {
  received.length = 0;
  answer = (reply) => reply.end('{}');
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await site.close();
});

/** What the job does every few seconds. */
async function run(longestMs = 5000) {
  const { stores, library, config, clock } = site.services;
  await followWebhooks({ stores, clock, procedures: library.procedures });
  const sender = webhookSender(config.webhookHosts, { longestMs });
  await deliverWebhooks({ stores, clock, send: sender });
}

const later = (ms: number) => site.clock.set(new Date(site.clock.now().getTime() + ms));
/** The row of the latest delivery, as the page shows it. */
async function shown(): Promise<string> {
  const { body } = await admin.browser.get(PAGE);
  return unescaped(/<tbody>[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '');
}

async function latest(): Promise<WebhookDelivery> {
  const { webhooks } = site.services.stores;
  const [{ id } = { id: '' }] = await webhooks.list();
  return (await webhooks.deliveries(id, 1))[0] as WebhookDelivery;
}

describe('a webhook', () => {
  it('tells of each case of its token once: signed, with ids and nothing of anybody', async () => {
    const [one] = (await submitCases(site.services, 'child-allowance', 1)) as [Application];
    await submitCases(site.services, 'care-limit', 1);
    await Promise.all([run(), run()]);
    await run();
    // Two that start at once may both send it, but as the same message.
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [{ headers, body }] = received as [Received];
    expect(JSON.parse(body)).toEqual({
      type: 'application.submitted',
      timestamp: '2026-11-21T12:00:00+09:00',
      data: {
        id: one.id,
        number: one.number,
        procedure: 'child-allowance',
        cursor: expect.stringMatching(/^\d+$/),
      },
    });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const mac = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${mac}`);
    expect(Number(headers['webhook-timestamp'])).toBe(site.clock.now().getTime() / 1000);
    expect(await shown()).toContain('届きました');
    expect(unescaped((await admin.browser.get(PAGE)).body)).not.toContain(secret);
    expect(JSON.stringify(site.everything())).not.toContain(secret);
  });

  it('tries again under the same id when it was not taken', async () => {
    await submitCases(site.services, 'child-allowance', 1);
    answer = (reply) => reply.writeHead(500).end();
    await run();
    expect(await shown()).toContain('受け取ってもらえませんでした（500）');
    await run();
    expect(received).toHaveLength(1);
    answer = (reply) => reply.end();
    later(5000);
    await run();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([
      received[0]?.headers['webhook-id'],
      received[0]?.headers['webhook-id'],
    ]);
    expect(await shown()).toContain('届きました');
  });

  it.each<[string, (reply: ServerResponse) => void]>([
    ['10秒待っても返事がありません', () => undefined],
    ['（302）', (reply) => reply.writeHead(302, { location: `http://${host}/else` }).end()],
    ['返事が長すぎます', (reply) => reply.end('x'.repeat(100_000))],
  ])('says why it was not delivered: %s', async (words, wrong) => {
    await submitCases(site.services, 'child-allowance', 1);
    answer = wrong;
    await run(150);
    expect(await shown()).toContain(words);
    expect(received).toHaveLength(1);
    answer = (reply) => reply.end();
    later(5000);
    await run();
  });

  it('is given up after three days, is in the log, and can be sent again by hand', async () => {
    const [one] = (await submitCases(site.services, 'child-allowance', 1)) as [Application];
    answer = (reply) => reply.writeHead(503).end();
    const start = site.clock.now().getTime();
    for (let next: Date | null = site.clock.now(); next; next = (await latest()).nextAt) {
      site.clock.set(next);
      await run();
    }
    expect(received.length).toBe(11);
    expect((await latest()).error).toBe('status 503');
    const took = site.clock.now().getTime() - start;
    expect(took).toBeLessThanOrEqual(THREE_DAYS_MS);
    expect(took).toBeGreaterThan(THREE_DAYS_MS * 0.95);
    // Nobody's session lasts that long.
    admin = await site.member({ role: 'system_admin' });
    const { entries } = await site.services.stores.audit.page({ about: [one.id] }, null, 9);
    expect(entries[0]?.action).toBe('webhook.given_up');
    const again =
      /action="([^"]+send-again)"/.exec((await admin.browser.get(PAGE)).body)?.[1] ?? '';
    answer = (reply) => reply.end();
    expect((await send({}, again)).statusCode).toBe(303);
    await run();
    expect(await shown()).toContain('届きました');
  });

  it('goes only to hosts that the operator has named', async () => {
    const [{ tokenId } = { tokenId: '' }] = await site.services.stores.webhooks.list();
    for (const url of ['https://10.0.0.1/x', 'http://relay.example/x', 'x', 'https://a:b@c/']) {
      const reply = await send({ token: tokenId, url });
      expect([url, reply.statusCode]).toEqual([url, 422]);
    }
    const sender = webhookSender(new Set(['relay.example.lg.jp']));
    const message = { id: 'msg_1', url: `http://${host}/`, secret: 'whsec_AA==', body: '{}' };
    await expect(sender(message, site.clock.now())).rejects.toThrow('host_not_allowed');
    expect(received).toEqual([]);
    const hosts = new Set(['relay.example.lg.jp', '10.1.2.3:8443']);
    expect(webhookUrlProblem('https://RELAY.example.lg.jp/a', hosts)).toBeUndefined();
    expect(webhookUrlProblem('https://10.1.2.3:8443/a', hosts)).toBeUndefined();
    expect(webhookUrlProblem('http://10.1.2.3:8443/a', hosts)).toBe('not_https');
    expect(webhookUrlProblem('https://10.1.2.3/a', hosts)).toBe('host_not_allowed');
  });

  it('hears nothing more when it or its token has ended', async () => {
    const end = /action="([^"]+\/end)"/.exec((await admin.browser.get(PAGE)).body)?.[1] ?? '';
    await submitCases(site.services, 'child-allowance', 1);
    const { stores, library, clock } = site.services;
    await followWebhooks({ stores, clock, procedures: library.procedures });
    const [{ tokenId } = { tokenId: '' }] = await stores.webhooks.list();
    await stores.apiTokens.revoke(tokenId, { actor: 'staff:x', at: clock.now() });
    await run();
    expect(await shown()).toContain('トークンが使えなくなりました');
    await send({}, end);
    await run();
    expect(received).toEqual([]);
    expect((await admin.browser.get(PAGE)).body).toContain('止めました');
  });
});
