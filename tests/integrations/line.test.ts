import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { ConfigError } from '../../server/config-settings.ts';
import { sendOutbox } from '../../server/domain/notifications/send-outbox.ts';
import { lineSignature } from '../../server/integrations/line/line-signature.ts';
import { tellByLine } from '../../server/integrations/line/tell-by-line.ts';
import { mailSenderFor } from '../../server/integrations/mail/mail-sender-for.ts';
import { type ApplyApp, applyApp, NOON } from '../support/apply-app.ts';
import { sentCase } from '../support/case-desk.ts';
import { invalidHtml } from '../support/html-source.ts';
import { hiddenFields } from '../support/http-resident.ts';

const SECRET = 'channel-secret';

interface Push {
  readonly authorization: string | undefined;
  readonly retryKey: string;
  readonly to: string;
  readonly text: string;
}

/** Stands in for LINE: takes each retry key once, knows no user called `gone`. */
async function startLine() {
  const pushes: Push[] = [];
  const answers: number[] = [];
  let trouble = 0;
  const server = createServer(async (request, reply) => {
    let raw = '';
    for await (const part of request) raw += part;
    const { to, messages } = JSON.parse(raw) as { to: string; messages: { text: string }[] };
    const retryKey = String(request.headers['x-line-retry-key']);
    const { authorization } = request.headers;
    const isKnown = pushes.some((push) => push.retryKey === retryKey);
    const status = trouble || (to === 'gone' ? 400 : isKnown ? 409 : 200);
    if (status === 200) pushes.push({ authorization, retryKey, to, text: messages[0]?.text ?? '' });
    answers.push(status);
    reply.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    pushes,
    answers,
    answerWith: (status: number) => {
      trouble = status;
    },
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(done)),
  };
}

let line: Awaited<ReturnType<typeof startLine>>;
let site: ApplyApp;
beforeAll(async () => {
  line = await startLine();
  site = await applyApp({
    env: {
      LINE_CHANNEL_TOKEN: 'token',
      LINE_CHANNEL_SECRET: SECRET,
      LINE_BOT_ID: '@mihon',
      LINE_API_BASE: line.url,
    },
  });
});
afterAll(async () => {
  await site.close();
  await line.close();
});

type Sent = Awaited<ReturnType<typeof sentCase>>;

function hook(events: readonly object[], signature?: string) {
  const payload = JSON.stringify({ destination: 'x', events });
  const headers = {
    'content-type': 'application/json',
    'x-line-signature': signature ?? lineSignature(SECRET, Buffer.from(payload)),
  };
  return site.app.inject({ method: 'POST', url: '/webhooks/line', payload, headers });
}

const says = (userId: string, text: string) => ({
  type: 'message',
  source: { type: 'user', userId },
  message: { type: 'text', text },
});

async function codeFor({ resident, status }: Sent): Promise<string> {
  const page = await resident.get(status);
  const { _csrf } = hiddenFields(page.body);
  const { body } = await resident.post(`${status}/line`, { _csrf });
  expect(body).toContain('https://line.me/R/oaMessage/%40mihon/?');
  expect(body).toContain('<svg class="qr"');
  expect(await invalidHtml(body)).toEqual([]);
  return /<strong class="code">([^<]+)</.exec(body)?.[1] ?? '';
}

/** Everything that is due goes out; what is not for LINE counts as sent. */
async function deliver(minutes = 3) {
  site.clock.set(new Date(site.clock.now().getTime() + minutes * 60_000));
  await tellByLine(site.services);
  const sender = mailSenderFor(site.services.config)!;
  const { outbox } = site.services.stores;
  const before = line.pushes.length;
  await sendOutbox({ outbox, clock: site.clock }, sender);
  await sendOutbox({ outbox, clock: site.clock }, sender);
  return line.pushes.slice(before);
}

describe('notices by LINE', () => {
  it('come after a code was sent, say number and link alone, and end when they are stopped', async () => {
    const sent = await sentCase(site, 'residence-certificate', 'en');
    const code = await codeFor(sent);
    expect((await hook([says('U1', `  ${code.toLowerCase()} `)])).statusCode).toBe(200);
    const [hello] = await deliver();
    const application = (await site.services.stores.applications.find(sent.applicationId))!;
    expect(hello).toMatchObject({ authorization: 'Bearer token', to: 'U1' });
    expect(hello?.text).toContain(`receipt number ${application.number}`);

    await sent.staff('take-up');
    await sent.staff('return', '--about', 'fields.applicant_name', '--reason', 'wrong');
    expect(await deliver(0)).toEqual([]);
    const [notice, ...more] = await deliver();
    expect(more).toEqual([]);
    expect(notice?.text).toContain('Your application needs a correction');
    expect(notice?.text).toContain(application.number);
    expect(notice?.text).toContain('/en/status');
    expect(notice?.text).not.toMatch(/applicant|seem to fit/);
    expect(await deliver()).toEqual([]);

    const page = await sent.resident.get(sent.status);
    expect(page.body).toContain('We tell you by LINE since');
    const { _csrf } = hiddenFields(page.body);
    expect((await sent.resident.post(`${sent.status}/line/stop`, { _csrf })).statusCode).toBe(303);
    const decide = () => undefined;
    const message = { id: 'm1', applicationId: sent.applicationId, author: 'town' } as const;
    await site.services.stores.messages.add({
      message: {
        ...message,
        staffId: 's',
        sentence: 'own_language',
        locale: 'ja',
        at: site.clock.now(),
      },
      actor: 'staff:s',
      since: new Date(0),
      decide,
    });
    expect(await deliver()).toEqual([]);
    site.clock.set(NOON);
  });

  it('go to whoever sent the code first, within a quarter of an hour', async () => {
    const sent = await sentCase(site, 'residence-certificate');
    const code = await codeFor(sent);
    await hook([says('U2', code)]);
    await hook([says('U3', code)]);
    const texts = (await deliver()).map(({ to, text }) => [to, text.includes('使えません')]);
    expect(texts.toSorted()).toEqual([
      ['U2', false],
      ['U3', true],
    ]);
    const late = await codeFor(sent);
    site.clock.set(new Date(site.clock.now().getTime() + 16 * 60_000));
    await hook([says('U4', late)]);
    expect((await deliver()).map(({ to, text }) => [to, text.includes('使えません')])).toEqual([
      ['U4', true],
    ]);
    await hook([says('U2', 'こんにちは')]);
    expect(await deliver()).toEqual([]);
    site.clock.set(NOON);
  });

  it('end when somebody blocks the account', async () => {
    const sent = await sentCase(site, 'residence-certificate');
    await hook([says('U5', await codeFor(sent))]);
    const { lineLinks } = site.services.stores;
    expect(await lineLinks.linkedSince(sent.applicationId)).toBeDefined();
    await hook([{ type: 'unfollow', source: { type: 'user', userId: 'U5' } }]);
    expect(await lineLinks.linkedSince(sent.applicationId)).toBeUndefined();
    expect(await site.services.stores.messages.list(sent.applicationId)).toEqual([]);
    await deliver();
    site.clock.set(NOON);
  });

  it('are believed only when LINE signed them', async () => {
    const sent = await sentCase(site, 'residence-certificate');
    const code = await codeFor(sent);
    for (const signature of ['', 'x', lineSignature('other', Buffer.from('{}'))]) {
      expect((await hook([says('U6', code)], signature)).statusCode).toBe(400);
    }
    const { lineLinks } = site.services.stores;
    expect(await lineLinks.linkedSince(sent.applicationId)).toBeUndefined();
  });

  it('are tried again with the same key, arrive once, and are given up for nobody’s account', async () => {
    const { outbox } = site.services.stores;
    const mail = { subject: 's', body: 'b', locale: 'ja', attempts: 0 } as const;
    line.answerWith(500);
    await outbox.add({ ...mail, id: 'retry-me', to: 'line:U7', nextAt: site.clock.now() });
    expect(await deliver(0)).toEqual([]);
    line.answerWith(0);
    expect((await deliver(2)).map(({ to }) => to)).toEqual(['U7']);
    const sender = mailSenderFor(site.services.config)!;
    await sender.send({ ...mail, id: 'retry-me', to: 'line:U7', nextAt: site.clock.now() });
    expect(line.answers.at(-1)).toBe(409);
    await outbox.add({ ...mail, id: 'to-nobody', to: 'line:gone', nextAt: site.clock.now() });
    await deliver(0);
    const refused = (await outbox.recent(99)).find(({ id }) => id === 'to-nobody');
    expect(refused?.refusedAt).not.toBeNull();
    site.clock.set(NOON);
  });
});

describe('LINE’s settings', () => {
  const DATA_DIR = '/tmp';
  it('are all there, or none', () => {
    const keys = { DATA_DIR, DATA_KEYS: `k:${Buffer.alloc(32).toString('base64')}` };
    expect(readConfig(keys).line).toBeNull();
    const half = { ...keys, LINE_CHANNEL_TOKEN: 't', LINE_BOT_ID: '@b' };
    expect(() => readConfig(half)).toThrow(ConfigError);
    expect(() => readConfig(half)).toThrow('LINE_CHANNEL_SECRET');
    expect(readConfig({ ...half, LINE_CHANNEL_SECRET: 's' }).line).toEqual({
      token: 't',
      secret: 's',
      botId: '@b',
      apiBase: 'https://api.line.me',
    });
  });
});
