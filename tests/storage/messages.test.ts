import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../server/domain/messages/message.ts';
import { receiveMessage } from '../../server/domain/messages/receive-message.ts';
import { sendMessage } from '../../server/domain/messages/send-message.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('messages on %s', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock(NOW.toISOString());

  async function newCase() {
    const id = randomUUID();
    const { drafts, applications } = db().stores;
    await drafts.create(sampleDraft({ id }));
    await applications.submit(sampleSubmission({ application: { id } }));
    return id;
  }
  const fromResident = (applicationId: string, text = '質問です。', id: string = randomUUID()) =>
    receiveMessage(db().stores, clock, { id, applicationId, text, locale: 'vi' });
  const fromTown = (applicationId: string, id: string = randomUUID()) =>
    sendMessage(db().stores, clock, {
      id,
      applicationId,
      staffId: 'staff-1',
      by: 'staff:hanako',
      sentence: 'call_us',
      values: { day: '2026-12-01' },
      text: '保険証の番号が読めません。',
      mails: [],
    });
  const audit = () =>
    db().driver.read(async ({ db: rows, tables }) => rows.select().from(tables.auditEntries));

  it('are kept both ways in their order, sealed, with entries that hold no words', async () => {
    const id = await newCase();
    clock.set(NOW.toISOString());
    expect(await fromResident(id)).toBe('added');
    clock.set(minutesLater(5).toISOString());
    expect(await fromTown(id)).toBe('added');
    const expected: Partial<Message>[] = [
      { author: 'resident', text: '質問です。', locale: 'vi', staffId: null, readAt: null },
      {
        author: 'town',
        staffId: 'staff-1',
        sentence: 'call_us',
        values: { day: '2026-12-01' },
        text: '保険証の番号が読めません。',
        at: minutesLater(5),
      },
    ];
    expect(await db().stores.messages.list(id)).toMatchObject(expected);
    const rows = await db().driver.read(async ({ db: query, tables }) =>
      query.select().from(tables.messages),
    );
    expect(rows.map(({ body }) => body.toString('latin1')).join()).not.toContain('2026-12-01');
    const entries = (await audit()).filter(({ subject }) => subject === id).slice(-2);
    expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
      ['resident', 'message.received'],
      ['staff:hanako', 'message.sent'],
    ]);
    expect(entries.map(({ detail }) => detail).join()).not.toMatch(/質問|保険証|2026-12-01/);
  });

  it('are sent once, however often the button is pressed', async () => {
    const id = await newCase();
    const same = randomUUID();
    expect(await fromTown(id, same)).toBe('added');
    expect(await fromTown(id, same)).toBe('already');
    expect(await db().stores.messages.list(id)).toHaveLength(1);
  });

  it('are unread until the other side has seen them, and read once', async () => {
    const { messages } = db().stores;
    const id = await newCase();
    await fromTown(id);
    expect(await messages.unreadAt(id)).toBeNull();
    clock.set(minutesLater(7).toISOString());
    await fromResident(id);
    expect(await messages.unreadAt(id)).toEqual(minutesLater(7));
    const reading = { applicationId: id, author: 'resident', now: minutesLater(9) } as const;
    expect(await messages.markRead({ ...reading, actor: 'staff:hanako' })).toBe(1);
    expect(await messages.markRead({ ...reading, actor: 'staff:hanako' })).toBe(0);
    expect(await messages.unreadAt(id)).toBeNull();
    const read = (await audit()).filter(
      ({ subject, action }) => subject === id && action === 'message.read',
    );
    expect(read.map(({ detail }) => JSON.parse(detail))).toEqual([
      { author: 'resident', count: 1 },
    ]);
    const [town] = await messages.list(id);
    expect(town?.readAt).toBeNull();
  });

  it('of a resident end with a flood, and begin again the next day', async () => {
    const id = await newCase();
    clock.set(NOW.toISOString());
    const outcomes = [];
    for (let n = 0; n < 21; n += 1) outcomes.push(await fromResident(id, `${n}`));
    expect(outcomes.slice(0, 20)).toEqual(Array(20).fill('added'));
    expect(outcomes[20]).toBe('too_many');
    expect(await fromTown(id)).toBe('added');
    clock.set(minutesLater(24 * 60 + 1).toISOString());
    expect(await fromResident(id)).toBe('added');
  });

  it('of a resident are not taken when the case is over; the town may still write', async () => {
    const id = await newCase();
    const decide = () => ({ refundYen: 0, events: [] });
    await db().stores.applications.withdraw({ id, now: NOW, decide });
    expect(await fromResident(id)).toBe('closed');
    expect(await fromTown(id)).toBe('added');
  });

  it('of a case that does not exist are refused', async () => {
    await expect(fromResident('nobody')).rejects.toThrow('application_not_found');
  });
});
