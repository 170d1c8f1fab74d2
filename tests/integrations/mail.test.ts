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

interface ServerError {
  readonly responseCode: number;
  readonly message: string;
}

/** @param refuse what it says to every recipient, or to whoever sends */
async function mailServer(refuse?: ServerError, whom: 'recipient' | 'sender' = 'recipient') {
  type Done = (error?: Error | null) => void;
  const answer = (to: typeof whom) => (address: { address: string }, _: unknown, done: Done) => {
    if (refuse === undefined || to !== whom) return done();
    const { responseCode, message } = refuse;
    done(Object.assign(new Error(`${message} <${address.address}>`), { responseCode }));
  };
  const received: { from: string; to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: answer('sender'),
    onRcptTo: answer('recipient'),
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

const NOT_ASKED: Omit<OutboxStore, 'due' | 'sent' | 'retry' | 'refuse'> = {
  add: async () => undefined,
  recent: async () => [],
  refused: async () => [],
  refusedOf: async () => [],
  settleRefused: async () => false,
  stuck: async () => [],
};

function outboxOf(mails: OutboxMail[]) {
  const sent: string[] = [];
  const refusals: { id: string; reason: string }[] = [];
  const retries: { nextAt: Date; error: string }[] = [];
  const isDone = ({ id }: OutboxMail) => [...sent, ...refusals.map((r) => r.id)].includes(id);
  const outbox: OutboxStore = {
    ...NOT_ASKED,
    due: async (now) => mails.filter((m) => m.nextAt <= now && !isDone(m)),
    refuse: async ({ id, reason }) => void refusals.push({ id, reason }),
    sent: async (id) => void sent.push(id),
    async retry(id, nextAt, error) {
      retries.push({ nextAt, error });
      const index = mails.findIndex((m) => m.id === id);
      mails[index] = { ...mails[index]!, nextAt, attempts: mails[index]!.attempts + 1 };
    },
  };
  return { outbox, sent, retries, refusals };
}

describe('mail over SMTP', () => {
  it('arrives with its text, its language and a stable name', async () => {
    const { received, url } = await mailServer();
    const step = { ...mail, id: 'step:case-1:2:0' };
    await sender(`${url}?from=madoguchi@town.example.jp`).send(mail);
    await sender(url).send(step);
    expect(received[1]?.raw).toContain('Message-ID: <step.case-1.2.0@portal.example.jp>');
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
    expect(await sendOutbox({ outbox, clock }, down)).toEqual({ sent: 0, waiting: 1, refused: 0 });
    expect(retries[0]?.nextAt).toEqual(new Date('2026-11-21T01:01:00Z'));
    expect(await sendOutbox({ outbox, clock }, down)).toEqual({ sent: 0, waiting: 0, refused: 0 });
    const { received, url } = await mailServer();
    clock.set('2026-11-21T01:01:00Z');
    expect(await sendOutbox({ outbox, clock }, sender(url))).toEqual({
      sent: 1,
      waiting: 0,
      refused: 0,
    });
    expect([sent, received.length]).toEqual([['mail-1'], 1]);
  });

  it('one bad mail does not hold up the next', async () => {
    const clock = fixedClock('2026-11-21T01:00:00Z');
    const bad = { ...mail, id: 'bad', to: 'a@example.jp,b@example.jp' };
    const { outbox, sent, refusals } = outboxOf([bad, { ...mail }]);
    const { url } = await mailServer();
    await sendOutbox({ outbox, clock }, sender(url));
    expect(sent).toEqual(['mail-1']);
    expect(refusals.map(({ id }) => id)).toEqual(['bad']);
  });

  it('a mailbox that does not exist is not tried again, and the note carries no address', async () => {
    const clock = fixedClock('2026-11-21T01:00:00Z');
    const { outbox, retries, refusals } = outboxOf([{ ...mail }]);
    const { url } = await mailServer({ responseCode: 550, message: '5.1.1 no such mailbox' });
    expect(await sendOutbox({ outbox, clock }, sender(url))).toMatchObject({ refused: 1 });
    expect(refusals[0]?.reason).toContain('550 5.1.1 no such mailbox');
    expect(refusals[0]?.reason).not.toContain('hanako');
    expect(retries).toEqual([]);
    clock.set('2026-12-21T01:00:00Z');
    expect(await sendOutbox({ outbox, clock }, sender(url))).toMatchObject({ refused: 0 });
  });

  it.each([
    [450, '4.2.1 mailbox busy'],
    [554, '5.7.1 relaying denied'],
    [530, '5.7.0 log in first'],
  ])('%s %s is tried again: the mailbox may be there', async (responseCode, message) => {
    const clock = fixedClock('2026-11-21T01:00:00Z');
    const { outbox, retries, refusals } = outboxOf([{ ...mail }]);
    const { url } = await mailServer({ responseCode, message });
    expect(await sendOutbox({ outbox, clock }, sender(url))).toMatchObject({ waiting: 1 });
    expect([retries.length, refusals.length]).toEqual([1, 0]);
  });

  it('a sender that is refused is our own setting: mails wait and none is lost', async () => {
    const clock = fixedClock('2026-11-21T01:00:00Z');
    const { outbox, retries } = outboxOf([{ ...mail }]);
    const refusal = { responseCode: 550, message: '5.1.8 unknown sender' };
    const { url } = await mailServer(refusal, 'sender');
    expect(await sendOutbox({ outbox, clock }, sender(url))).toMatchObject({ waiting: 1 });
    expect(retries).toHaveLength(1);
  });

  it('waits longer each time, at most six hours', () => {
    const now = new Date('2026-11-21T00:00:00Z');
    const minutes = [0, 1, 5, 20].map((n) => (retryAt(now, n).getTime() - now.getTime()) / 60_000);
    expect(minutes).toEqual([1, 2, 32, 360]);
  });
});

describe('which sender', () => {
  const base = { publicUrl: 'https://portal.example.jp', line: null };
  it('is SMTP where it is set, the sample mailbox in the sample town, none otherwise', () => {
    expect(mailSenderFor({ ...base, mode: 'production', smtpUrl: null })).toBeUndefined();
    expect(mailSenderFor({ ...base, mode: 'sample', smtpUrl: null })).toBeDefined();
    expect(mailSenderFor({ ...base, mode: 'production', smtpUrl: 'smtp://x' })).toHaveProperty(
      'close',
    );
  });
});
