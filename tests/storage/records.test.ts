import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('definitions, mail and the sandbox (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('remembers a version once', async () => {
    const { definitions } = db().stores;
    const version = { procedureId: 'dog', version: 'abc', publishedAt: NOW };
    await definitions.keep([{ ...version, sources: { 'definition.yaml': 'id: dog' } }]);
    await definitions.keep([{ ...version, sources: { 'definition.yaml': 'changed' } }]);
    expect(await definitions.find('dog', 'abc')).toEqual({ 'definition.yaml': 'id: dog' });
    expect(await definitions.find('dog', 'xyz')).toBeUndefined();
  });

  it('keeps a mail until it is sent, sealed', async () => {
    const { outbox } = db().stores;
    const mail = (minutes: number) => ({
      id: randomUUID(),
      to: 'hanako@example.jp',
      subject: '受け付けました',
      body: '番号は 2611-0000-0001',
      locale: 'ja' as const,
      attempts: 0,
      nextAt: minutesLater(minutes),
    });
    const [first, second] = [mail(0), mail(5)];
    await outbox.add(first);
    await outbox.add(second);
    expect(await outbox.due(NOW, 9)).toEqual([first]);
    await outbox.retry(first.id, minutesLater(10), 'ECONNREFUSED');
    expect(await outbox.due(minutesLater(5), 9)).toEqual([second]);
    expect(await outbox.due(minutesLater(10), 9)).toEqual([
      second,
      { ...first, attempts: 1, nextAt: minutesLater(10) },
    ]);
    await outbox.sent(second.id, minutesLater(12));
    expect((await outbox.due(minutesLater(20), 9)).map(({ id }) => id)).toEqual([first.id]);
    const recent = await outbox.recent(9);
    expect(recent.map(({ id, sentAt }) => [id, sentAt])).toEqual([
      [second.id, minutesLater(12)],
      [first.id, null],
    ]);
    const rows = await db().driver.read(async ({ db, tables }) => db.select().from(tables.outbox));
    expect(rows.map((row) => row.recipient.toString('latin1')).join()).not.toContain('hanako');
  });

  it('settles a sandbox session once and queues its notices with it', async () => {
    const { sandbox } = db().stores;
    const session = {
      ref: 'sbx_1',
      attemptId: 'attempt-1',
      yen: 3000,
      description: '使用料',
      locale: 'ja',
      returnUrl: 'https://town/return',
      cancelUrl: 'https://town/cancel',
      payBy: minutesLater(30),
      status: 'open' as const,
      method: null,
      paidAt: null,
    };
    expect(await sandbox.open(session)).toEqual(session);
    expect(await sandbox.open({ ...session, ref: 'sbx_2' })).toEqual(session);
    const notice = {
      id: 'n1',
      eventId: 'e1',
      ref: 'sbx_1',
      payload: '{}',
      sendAt: NOW,
      attempts: 0,
    };
    const paid = { status: 'paid' as const, method: 'card' as const, paidAt: NOW };
    const settle = () => sandbox.settle('sbx_1', paid, [{ ...notice, id: randomUUID() }]);
    expect((await Promise.all([settle(), settle(), settle()])).filter(Boolean)).toHaveLength(1);
    expect(await sandbox.find('sbx_1')).toEqual({ ...session, ...paid });
    const [due] = await sandbox.dueNotices(NOW, 9);
    expect(due).toMatchObject({ eventId: 'e1', attempts: 0 });
    await sandbox.noticeRetry(due?.id ?? '', minutesLater(5));
    expect(await sandbox.dueNotices(NOW, 9)).toEqual([]);
    expect(await sandbox.dueNotices(minutesLater(5), 9)).toMatchObject([{ attempts: 1 }]);
    await sandbox.noticeSent(due?.id ?? '');
    expect(await sandbox.dueNotices(minutesLater(99), 9)).toEqual([]);
  });

  it('answers a ping', async () => {
    await db().stores.ping();
  });
});

describe.each(DATABASES)('indicators (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('count by JST month, procedure, channel and language', async () => {
    const { drafts, applications, indicators } = db().stores;
    const start = async (startedAt: string, receivedAt: string | null, locale: 'ja' | 'en') => {
      const draft = sampleDraft({ startedAt: new Date(startedAt), locale });
      await drafts.create(draft);
      if (receivedAt === null) return drafts.remove(draft.id);
      const application = { id: draft.id, locale, receivedAt: new Date(receivedAt) };
      await applications.submit(sampleSubmission({ application }));
    };
    await start('2026-10-31T23:59:59+09:00', '2026-11-01T00:00:00+09:00', 'ja');
    await start('2026-11-01T00:00:00+09:00', '2026-11-30T23:59:59+09:00', 'ja');
    await start('2026-11-15T12:00:00+09:00', null, 'ja');
    await start('2026-11-15T12:00:00+09:00', '2026-12-01T00:00:00+09:00', 'en');
    const group = { procedureId: 'facility-booking', channel: 'online' };
    expect(await indicators.counts('2026-11-01', '2026-11-30')).toEqual([
      { ...group, month: '2026-11', locale: 'en', started: 1, completed: 1, received: 0 },
      { ...group, month: '2026-11', locale: 'ja', started: 2, completed: 1, received: 2 },
    ]);
    const all = await indicators.counts('2026-04-01', '2027-03-31');
    expect(
      all.map(({ month, locale, started, completed, received }) => [
        month,
        locale,
        started,
        completed,
        received,
      ]),
    ).toEqual([
      ['2026-10', 'ja', 1, 1, 0],
      ['2026-11', 'en', 1, 1, 0],
      ['2026-11', 'ja', 2, 1, 2],
      ['2026-12', 'en', 0, 0, 1],
    ]);
  });
});

describe.each(DATABASES)('the audit log (%s)', (dialect) => {
  const db = useDatabase(dialect);

  const append = (subject: string) =>
    db().stores.audit.append({
      at: NOW,
      actor: 'clerk',
      action: 'seen',
      subject,
      detail: { n: 1 },
    });
  const verify = () => db().stores.audit.verify();

  /** Does something behind the log's back, looks what the verifier says, and undoes it. */
  async function tamper(change: 'delete' | 'edit', seq: number) {
    const { driver } = db();
    const [row] = await driver.read(async ({ db, tables: { auditEntries } }) =>
      db.select().from(auditEntries).where(eq(auditEntries.seq, seq)),
    );
    if (row === undefined) throw new Error('no such entry');
    await driver.write(async ({ db, tables: { auditEntries } }) => {
      const here = eq(auditEntries.seq, seq);
      if (change === 'delete') await db.delete(auditEntries).where(here);
      else await db.update(auditEntries).set({ subject: 'someone else' }).where(here);
    });
    const { brokenAt } = await verify();
    await driver.write(async ({ db, tables: { auditEntries } }) => {
      await db.delete(auditEntries).where(eq(auditEntries.seq, seq));
      await db.insert(auditEntries).values(row);
    });
    return brokenAt;
  }

  it('is whole when nobody touched it', async () => {
    expect(await verify()).toEqual({ entries: 0, brokenAt: null });
    await Promise.all(Array.from({ length: 30 }, (_, n) => append(`case-${n}`)));
    expect(await verify()).toEqual({ entries: 30, brokenAt: null });
  });

  describe.each(['delete', 'edit'] as const)('notices %s of', (change) => {
    it.each([1, 15, 30])('entry %i of 30', async (seq) => {
      expect(await tamper(change, seq)).toBe(seq);
      expect(await verify()).toEqual({ entries: 30, brokenAt: null });
    });
  });

  it('notices when the last entry and the head are both turned back', async () => {
    const { driver } = db();
    await driver.write(async ({ db, tables: { auditEntries, auditHead } }) => {
      const [before] = await db.select().from(auditEntries).where(eq(auditEntries.seq, 29));
      await db.delete(auditEntries).where(eq(auditEntries.seq, 30));
      await db.update(auditHead).set({ seq: 29, hash: before?.hash ?? '' });
    });
    expect((await verify()).brokenAt).toBe(30);
  });
});
