import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caseMailId, caseOfMail } from '../../server/domain/notifications/refused-mail.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const ACTOR = 'staff:hanako';

describe('the name of a mail', () => {
  it.each([
    [caseMailId('case-1'), 'case-1'],
    ['step:case-1:4:0', 'case-1'],
    [randomUUID(), undefined],
  ])('%s belongs to %s', (id, applicationId) => expect(caseOfMail(id)).toBe(applicationId));
});

describe.each(DATABASES)('mails that were refused on %s', (dialect) => {
  const db = useDatabase(dialect);

  async function refusedMail() {
    const id = randomUUID();
    const { drafts, applications, outbox } = db().stores;
    await drafts.create(sampleDraft({ id }));
    await applications.submit(sampleSubmission({ application: { id } }));
    const mail = {
      id: caseMailId(id),
      to: 'gone@example.jp',
      subject: '受け付けました',
      body: 'x',
      locale: 'ja' as const,
      attempts: 0,
      nextAt: NOW,
    };
    await outbox.add(mail);
    await outbox.refuse({ id: mail.id, at: minutesLater(1), reason: '550 5.1.1 no such mailbox' });
    return { id, mail };
  }
  const find = async (id: string) => (await db().stores.outbox.refusedOf(id))[0];

  it('are not due any more, and stand at their case and in the list of its procedures', async () => {
    const { outbox, messages, audit } = db().stores;
    const { id, mail } = await refusedMail();
    expect(await outbox.due(minutesLater(1e6), 9)).toEqual([]);
    const expected = {
      applicationId: id,
      mailId: mail.id,
      procedureId: 'facility-booking',
      subject: '受け付けました',
      reason: '550 5.1.1 no such mailbox',
      at: minutesLater(1),
    };
    expect(await find(id)).toMatchObject(expected);
    expect((await outbox.refused(['facility-booking'], 9))[0]).toMatchObject(expected);
    expect(await outbox.refused(['another'], 9)).toEqual([]);
    expect(await outbox.refused([], 9)).toEqual([]);
    expect(await messages.list(id)).toEqual([]);
    const [shown] = await outbox.recent(1);
    expect(shown).toMatchObject({ sentAt: null, refusedAt: minutesLater(1) });
    expect((await audit.verify()).brokenAt).toBeNull();
  });

  it('are off the list once somebody has told the resident otherwise', async () => {
    const { outbox } = db().stores;
    const { id } = await refusedMail();
    const mail = (await find(id))!;
    expect(await outbox.settleRefused({ mail, actor: ACTOR, at: minutesLater(2) })).toBe(true);
    expect(await outbox.settleRefused({ mail, actor: ACTOR, at: minutesLater(3) })).toBe(false);
    expect(await find(id)).toBeUndefined();
    expect(await outbox.due(minutesLater(1e6), 9)).toEqual([]);
  });

  it('go out again to the address that is known now, and may be refused again', async () => {
    const { outbox } = db().stores;
    const { id, mail } = await refusedMail();
    const sendTo = 'here@example.jp';
    const again = { mail: (await find(id))!, sendTo, actor: ACTOR, at: minutesLater(2) } as const;
    expect(await outbox.settleRefused(again)).toBe(true);
    const [due] = await outbox.due(minutesLater(2), 9);
    expect(due).toMatchObject({ id: mail.id, to: sendTo, attempts: 0 });
    await outbox.refuse({ id: mail.id, at: minutesLater(3), reason: '550 full' });
    expect(await find(id)).toMatchObject({ reason: '550 full' });
  });

  it('of no case are done with as well', async () => {
    const { outbox } = db().stores;
    const id = randomUUID();
    const mail = {
      to: 'x@example.jp',
      subject: 's',
      body: 'b',
      locale: 'ja',
      attempts: 0,
    } as const;
    await outbox.add({ ...mail, id, nextAt: NOW });
    await outbox.refuse({ id, at: NOW, reason: '550' });
    expect((await outbox.due(minutesLater(1e6), 9)).map((one) => one.id)).not.toContain(id);
    await outbox.refuse({ id: 'nothing', at: NOW, reason: '550' });
  });

  it('are something else than mails that wait because no server takes any', async () => {
    const { outbox } = db().stores;
    const id = randomUUID();
    const mail = {
      to: 'x@example.jp',
      subject: 's',
      body: 'b',
      locale: 'ja',
      attempts: 0,
    } as const;
    await outbox.add({ ...mail, id, nextAt: NOW });
    for (let n = 0; n < 3; n += 1) await outbox.retry(id, minutesLater(n), 'ECONNREFUSED');
    expect(await outbox.stuck(4, 9)).toEqual([]);
    expect(await outbox.stuck(3, 9)).toEqual([
      { id, subject: 's', attempts: 3, nextAt: minutesLater(2), error: 'ECONNREFUSED' },
    ]);
  });
});
