import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboxMail, OutboxStore } from '../../server/domain/notifications/outbox.ts';
import { retryAt, sendOutbox } from '../../server/domain/notifications/send-outbox.ts';
import { mailSenderFor } from '../../server/integrations/mail/mail-sender-for.ts';
import { createSmtpSender } from '../../server/integrations/mail/smtp-sender.ts';
import { fixedClock } from '../../server/lib/clock.ts';

const mail: OutboxMail = {
  id: 'mail-1',
  to: 'hanako@example.jp',
  subject: '申請の続きのご案内',
  body: '続きはこちらです。\nhttps://example.jp/x\n',
  locale: 'ja-easy',
  attempts: 0,
  nextAt: new Date('2026-11-21T01:00:00Z'),
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailServer(refuse = false) {
  const received: { from: string; to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (address, _session, done) =>
      done(refuse ? new Error(`no such mailbox ${address.address}`) : null),
    onData(stream, { envelope }, done) {
      let raw = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        raw += text;
      });
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        received.push({ from, to: envelope.rcptTo.map((r) => r.address), raw });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as { port: number };
  closing.push(() => new Promise<void>((done) => server.close(() => done())));
  return { received, url: `smtp://127.0.0.1:${port}` };
}

function sender(smtpUrl: string) {
  const created = createSmtpSender({ smtpUrl, publicUrl: 'https://portal.example.jp' });
  closing.unshift(() => created.close());
  return created;
}

function outboxOf(mails: OutboxMail[]) {
  const sent: string[] = [];
  const retries: { nextAt: Date; error: string }[] = [];
  const outbox: OutboxStore = {
    add: async () => undefined,
    due: async (now) => mails.filter((m) => m.nextAt <= now && !sent.includes(m.id)),
    sent: async (id) => void sent.push(id),
    async retry(id, nextAt, error) {
      retries.push({ nextAt, error });
      const index = mails.findIndex((m) => m.id === id);
      mails[index] = { ...mails[index]!, nextAt, attempts: mails[index]!.attempts + 1 };
    },
    recent: async () => [],
  };
  return { outbox, sent, retries };
}

describe('mail over SMTP', () => {
  it('arrives with its text, its language and a stable name', async () => {
    const { received, url } = await mailServer();
    await sender(`${url}?from=madoguchi@town.example.jp`).send(mail);
    expect(received[0]).toMatchObject({ from: 'madoguchi@town.example.jp', to: [mail.to] });
    expect(received[0]?.raw).toContain('Message-ID: <mail-1@portal.example.jp>');
    expect(received[0]?.raw).toContain('Content-Language: ja');
    expect(received[0]?.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('comes from the portal itself when no sender is set', async () => {
    const { received, url } = await mailServer();
    await sender(url).send(mail);
    expect(received[0]?.from).toBe('no-reply@portal.example.jp');
  });

  it.each([
    'a@example.jp, b@example.jp',
    'a@example.jp\r\nBcc: b@example.jp',
    'A <a@example.jp>',
    'a@example.jp;b@example.jp',
    '',
  ])('takes one plain address only: %j', async (to) => {
    const { received, url } = await mailServer();
    await expect(sender(url).send({ ...mail, to })).rejects.toThrow('plain address');
    expect(received).toHaveLength(0);
  });

  it('refuses a subject that would become a header', async () => {
    const { url } = await mailServer();
    const subject = 'x\r\nBcc: b@example.jp';
    await expect(sender(url).send({ ...mail, subject })).rejects.toThrow('control characters');
  });
});

describe('the outbox', () => {
  it('loses no mail while the server is down, and sends it once it is back', async () => {
    const clock = fixedClock('2026-11-21T01:00:00Z');
    const { outbox, sent, retries } = outboxOf([{ ...mail }]);
    const down = sender('smtp://127.0.0.1:1');
    expect(await sendOutbox({ outbox, clock }, down)).toEqual({ sent: 0, waiting: 1 });
    expect(retries[0]?.nextAt).toEqual(new Date('2026-11-21T01:01:00Z'));
    expect(await sendOutbox({ outbox, clock }, down)).toEqual({ sent: 0, waiting: 0 });
    const { received, url } = await mailServer();
    clock.set('2026-11-21T01:01:00Z');
    expect(await sendOutbox({ outbox, clock }, sender(url))).toEqual({ sent: 1, waiting: 0 });
    expect([sent, received.length]).toEqual([['mail-1'], 1]);
  });

  it('one bad mail does not hold up the next, and the note carries no address', async () => {
    const clock = fixedClock('2026-11-21T01:00:00Z');
    const bad = { ...mail, id: 'bad', to: 'a@example.jp,b@example.jp' };
    const first = outboxOf([bad, { ...mail }]);
    const { url } = await mailServer();
    await sendOutbox({ outbox: first.outbox, clock }, sender(url));
    expect(first.sent).toEqual(['mail-1']);
    const second = outboxOf([{ ...mail }]);
    const refusing = await mailServer(true);
    await sendOutbox({ outbox: second.outbox, clock }, sender(refusing.url));
    expect(second.retries[0]?.error).not.toContain('hanako');
  });

  it('waits longer each time, at most six hours', () => {
    const now = new Date('2026-11-21T00:00:00Z');
    const minutes = [0, 1, 5, 20].map((n) => (retryAt(now, n).getTime() - now.getTime()) / 60_000);
    expect(minutes).toEqual([1, 2, 32, 360]);
  });
});

describe('which sender', () => {
  const base = { publicUrl: 'https://portal.example.jp' };
  it('is SMTP where it is set, the sample mailbox in the sample town, none otherwise', () => {
    expect(mailSenderFor({ ...base, mode: 'production', smtpUrl: null })).toBeUndefined();
    expect(mailSenderFor({ ...base, mode: 'sample', smtpUrl: null })).toBeDefined();
    expect(mailSenderFor({ ...base, mode: 'production', smtpUrl: 'smtp://x' })).toHaveProperty(
      'close',
    );
  });
});
