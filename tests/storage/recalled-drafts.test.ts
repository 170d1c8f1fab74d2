import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleAttachment, sampleDraft, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('a draft that is known from memory (%s)', (dialect) => {
  const db = useDatabase(dialect);
  /** Another process on the same database: it remembers nothing of what this one has read. */
  const elsewhere = () => storesOn(db().driver, db().keys);

  async function read() {
    const { drafts } = db().stores;
    const draft = sampleDraft();
    await drafts.create(draft);
    await drafts.find(draft.id);
    return draft;
  }
  const sentFromMemory = ({ id, sessionHash }: ReturnType<typeof sampleDraft>) =>
    sampleSubmission({ application: { id }, sessionHash: sessionHash ?? '', isUnread: true });

  it('is what was read last, of that revision alone', async () => {
    const { drafts } = db().stores;
    const draft = sampleDraft();
    const { id, locale, expiresAt } = draft;
    await drafts.create(draft);
    expect(drafts.recall(id, 0)).toBeUndefined();
    const found = await drafts.find(id);
    expect(drafts.recall(id, 0)).toEqual(found);
    expect(drafts.recall(id, 1)).toBeUndefined();
    await drafts.save({ id, revision: 0, answers: { a: 1 }, locale, now: NOW, expiresAt });
    expect([drafts.recall(id, 0), drafts.recall(id, 1)]).toEqual([undefined, undefined]);
    const saved = await drafts.findBySession(draft.sessionHash ?? '', draft.procedureId, NOW);
    expect(drafts.recall(id, 1)).toEqual(saved);
  });

  it('is sent when nothing has happened to it', async () => {
    const draft = await read();
    expect(await db().stores.applications.submit(sentFromMemory(draft))).toEqual({
      result: 'submitted',
    });
    expect(await db().stores.applications.submit(sentFromMemory(draft))).toEqual({
      result: 'already',
      applicationId: draft.id,
    });
  });

  it.each([
    ['left', async ({ id }) => elsewhere().drafts.leave({ id, resumeHash: id, now: NOW })],
    [
      'taken up in another browser',
      async ({ id }) => elsewhere().drafts.adopt({ id, sessionHash: randomUUID(), now: NOW }),
    ],
    [
      'changed',
      async ({ id, locale, expiresAt }) =>
        elsewhere().drafts.save({ id, revision: 0, answers: {}, locale, now: NOW, expiresAt }),
    ],
    ['thrown away', async ({ id }) => elsewhere().drafts.remove(id)],
    [
      'given to the counter and back, where it counts as another way',
      async ({ id }) =>
        db().driver.write(async ({ db: at, tables: { drafts } }) => {
          await at.update(drafts).set({ channel: 'counter' }).where(eq(drafts.id, id));
        }),
    ],
  ] as [string, (draft: ReturnType<typeof sampleDraft>) => Promise<unknown>][])(
    'is refused, and nothing is written, when it was %s meanwhile',
    async (_what, happen) => {
      const draft = await read();
      await happen(draft);
      const { applications, audit } = db().stores;
      const before = await audit.verify();
      expect(await applications.submit(sentFromMemory(draft))).toEqual({ result: 'draft_changed' });
      expect(await applications.find(draft.id)).toBeUndefined();
      expect(await applications.isGranted(draft.sessionHash ?? '', draft.id, NOW)).toBe(false);
      expect(await audit.verify()).toEqual(before);
    },
  );

  it('is known no more when this process cuts its tie, makes another or throws it away', async () => {
    const { drafts } = db().stores;
    const steps = [
      (id: string) => drafts.leave({ id, resumeHash: id, now: NOW }),
      (id: string) => drafts.adopt({ id, sessionHash: randomUUID(), now: NOW }),
      (id: string) => drafts.remove(id),
      (_id: string, session: string) => drafts.leaveAll(session, NOW),
    ];
    for (const step of steps) {
      const [draft, other] = [await read(), await read()];
      await step(draft.id, draft.sessionHash ?? '');
      expect(drafts.recall(draft.id, 0)).toBeUndefined();
      expect(drafts.recall(other.id, 0)?.id).toBe(other.id);
    }
  });

  describe('and asks for documents', () => {
    const askedFor = { keys: ['receipt'], ids: [] };
    const add = (ownerId: string, key: string) =>
      elsewhere().attachments.add({
        attachments: [sampleAttachment({ ownerId, key })],
        room: { maxFiles: 5, maxBytes: 1_000_000 },
        keepUntil: minutesLater(9),
      });

    it('is sent without any, also while other drafts have some', async () => {
      const [draft, other] = [await read(), await read()];
      await add(other.id, 'receipt');
      const submission = { ...sentFromMemory(draft), attachments: askedFor };
      expect(await db().stores.applications.submit(submission)).toEqual({ result: 'submitted' });
    });

    it.each(['receipt', 'no_longer_asked_for'])(
      'is refused when one has come meanwhile, and sent when that was read: %s',
      async (key) => {
        const draft = await read();
        await add(draft.id, key);
        const submission = { ...sentFromMemory(draft), attachments: askedFor };
        const { applications, attachments } = db().stores;
        expect(await applications.submit(submission)).toEqual({ result: 'draft_changed' });
        expect(await applications.find(draft.id)).toBeUndefined();
        const { isUnread: _fromMemory, ...anew } = submission;
        const found = (await attachments.listFor(draft.id)).filter((one) => one.key === 'receipt');
        const ids = found.map(({ id }) => id);
        const again = { ...anew, attachments: { ...askedFor, ids } };
        expect(await applications.submit(again)).toEqual({ result: 'submitted' });
        expect((await attachments.listFor(draft.id)).map(({ id }) => id)).toEqual(ids);
      },
    );

    it('is sent with the one that it had', async () => {
      const draft = await read();
      await add(draft.id, 'receipt');
      const { applications, attachments } = db().stores;
      const ids = (await attachments.listFor(draft.id)).map(({ id }) => id);
      const submission = { ...sentFromMemory(draft), attachments: { keys: ['receipt'], ids } };
      expect(await applications.submit(submission)).toEqual({ result: 'submitted' });
      expect((await attachments.listFor(draft.id)).map(({ id }) => id)).toEqual(ids);
    });

    it('is refused when the one that it had is another meanwhile', async () => {
      const draft = await read();
      await add(draft.id, 'receipt');
      const gone = { keys: ['receipt'], ids: [randomUUID()] };
      const submission = { ...sentFromMemory(draft), attachments: gone };
      expect(await db().stores.applications.submit(submission)).toEqual({
        result: 'draft_changed',
      });
    });
  });

  it('is not sent by whoever it does not belong to', async () => {
    const draft = await read();
    const submission = sentFromMemory({ ...draft, sessionHash: randomUUID() });
    expect(await db().stores.applications.submit(submission)).toEqual({ result: 'draft_changed' });
    const found = await elsewhere().drafts.find(draft.id);
    expect(found).toMatchObject({ revision: 0, expiresAt: minutesLater(30 * 24 * 60) });
  });
});
