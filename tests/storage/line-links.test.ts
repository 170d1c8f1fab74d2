import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newAccessCode } from '../../server/lib/access-code.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('links to LINE on %s', (dialect) => {
  const db = useDatabase(dialect);

  async function newCase() {
    const id = randomUUID();
    const { drafts, applications } = db().stores;
    await drafts.create(sampleDraft({ id }));
    await applications.submit(sampleSubmission({ application: { id } }));
    return id;
  }

  async function linkedCase(userId: string) {
    const { lineLinks } = db().stores;
    const applicationId = await newCase();
    const code = newAccessCode();
    await lineLinks.issueCode({ applicationId, code, until: minutesLater(15) });
    expect(await lineLinks.link({ code, userId, now: minutesLater(1) })).toBe(applicationId);
    expect(await lineLinks.link({ code, userId: 'other', now: minutesLater(1) })).toBeUndefined();
    return applicationId;
  }

  const append = (subject: string, action: string, minutes: number) =>
    db().stores.audit.append({
      at: minutesLater(minutes),
      actor: 'staff:hanako',
      action,
      subject,
      detail: {},
    });

  it('tell of what comes after them, once, and hold nobody’s name in the open', async () => {
    const { lineLinks, outbox } = db().stores;
    const id = await linkedCase('U-secret');
    const other = await newCase();
    await append(id, 'application.returned', 5);
    await append(other, 'application.returned', 5);
    await append(id, 'case.viewed', 5);
    await append(id, 'message.sent', 9);
    const early = await lineLinks.news(minutesLater(6), 99);
    expect(
      early.news.map(({ applicationId, userId, action }) => [applicationId, userId, action]),
    ).toEqual([[id, 'U-secret', 'application.returned']]);
    const mail = {
      id: randomUUID(),
      to: 'line:U-secret',
      subject: 's',
      body: 'b',
      locale: 'ja',
      attempts: 0,
      nextAt: NOW,
    } as const;
    await lineLinks.told({ ...early, mails: [mail] });
    await lineLinks.told({ ...early, mails: [{ ...mail, id: randomUUID() }] });
    expect((await outbox.due(NOW, 9)).map(({ to }) => to)).toEqual(['line:U-secret']);
    const late = await lineLinks.news(minutesLater(60), 99);
    expect(late.news.map(({ action }) => action)).toEqual(['message.sent']);
    const rows = await db().driver.read(async ({ db: query, tables }) =>
      query.select().from(tables.messages),
    );
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, body: row.body.toString('latin1') }))),
    ).not.toContain('U-secret');
    await lineLinks.told({ ...late, mails: [] });
  });

  it('are closed by a new one, by the resident, and by whoever blocks the account', async () => {
    const { lineLinks } = db().stores;
    const [first, second] = [await linkedCase('U1'), await linkedCase('U1')];
    const code = newAccessCode();
    await lineLinks.issueCode({ applicationId: first, code, until: minutesLater(15) });
    await lineLinks.link({ code, userId: 'U2', now: minutesLater(2) });
    await lineLinks.unlinkUser('U1', minutesLater(3));
    expect(await lineLinks.linkedSince(first)).toEqual(minutesLater(2));
    expect(await lineLinks.linkedSince(second)).toBeUndefined();
    await lineLinks.unlink(first, minutesLater(4));
    expect(await lineLinks.linkedSince(first)).toBeUndefined();
  });

  it('need a code that is known and not too old', async () => {
    const { lineLinks } = db().stores;
    const applicationId = await newCase();
    const code = newAccessCode();
    await lineLinks.issueCode({ applicationId, code, until: minutesLater(15) });
    const sent = { userId: 'U3', now: minutesLater(16) };
    expect(await lineLinks.link({ ...sent, code })).toBeUndefined();
    expect(await lineLinks.link({ ...sent, code: newAccessCode() })).toBeUndefined();
  });
});
