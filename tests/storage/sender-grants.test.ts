import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const DAY = 24 * 60;

describe.each(DATABASES)('what the sender of an application may see (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const applications = () => db().stores.applications;
  const drafts = () => db().stores.drafts;

  /** Who fills in and who sends are nearly always one session; a link that was opened elsewhere makes two. */
  async function sent(filledInBy: 'sender' | 'another' | 'nobody') {
    const sessionHash = randomUUID();
    const draft = sampleDraft({
      sessionHash: filledInBy === 'sender' ? sessionHash : randomUUID(),
    });
    if (filledInBy !== 'nobody') await drafts().create(draft);
    const submission = sampleSubmission({ application: { id: draft.id }, sessionHash });
    expect(await applications().submit(submission)).toEqual({ result: 'submitted' });
    const access = await applications().secrets(draft.id, NOW);
    expect(access).toBeDefined();
    return { id: draft.id, sessionHash, access };
  }

  const rowOf = (id: string) =>
    db().driver.read(async ({ db: at, tables }) =>
      at.select().from(tables.drafts).where(eq(tables.drafts.id, id)),
    );
  const grantsOf = (id: string) =>
    db().driver.read(async ({ db: at, tables: { accessGrants } }) =>
      at.select().from(accessGrants).where(eq(accessGrants.applicationId, id)),
    );
  const listed = async (sessionHash: string, now: Date) => {
    const list = await applications().listBySession(sessionHash, minutesLater(-60), now);
    return list.map((application) => application.id);
  };

  it.each(['sender', 'another', 'nobody'] as const)(
    'lasts a day and goes with code and link (filled in by %s)',
    async (filledInBy) => {
      const { id, sessionHash, access } = await sent(filledInBy);
      expect(await grantsOf(id)).toHaveLength(filledInBy === 'sender' ? 0 : 1);
      expect(await applications().isGranted(sessionHash, id, minutesLater(DAY - 1))).toBe(true);
      expect(await applications().isGranted(randomUUID(), id, NOW)).toBe(false);
      expect(await listed(sessionHash, minutesLater(DAY - 1))).toEqual([id]);
      expect(await listed(randomUUID(), NOW)).toEqual([]);
      // Drafts are swept more often; the grant is not theirs to take.
      await drafts().removeExpired(minutesLater(DAY - 1));
      await applications().removeExpiredGrants(minutesLater(DAY - 1));
      expect(await applications().isGranted(sessionHash, id, minutesLater(DAY - 1))).toBe(true);
      expect(await applications().secrets(id, NOW)).toEqual(access);
      expect(await applications().isGranted(sessionHash, id, minutesLater(DAY))).toBe(false);
      expect(await listed(sessionHash, minutesLater(DAY))).toEqual([]);
      expect(await applications().removeExpiredGrants(minutesLater(DAY))).toBe(1);
      expect(await applications().secrets(id, NOW)).toBeUndefined();
      expect(await rowOf(id)).toEqual([]);
      expect(await grantsOf(id)).toEqual([]);
      expect(await applications().removeExpiredGrants(minutesLater(DAY))).toBe(0);
    },
  );

  it('does not come to whoever filled it in and did not send it', async () => {
    const draft = sampleDraft({ sessionHash: 'filled in' });
    await drafts().create(draft);
    await applications().submit(sampleSubmission({ application: { id: draft.id } }));
    expect(await applications().isGranted('filled in', draft.id, NOW)).toBe(false);
    expect(await listed('filled in', NOW)).toEqual([]);
    await drafts().removeExpired(NOW);
    expect(await rowOf(draft.id)).toEqual([]);
  });

  it('ends when the phone is left, in whatever order, and code and link still go on time', async () => {
    const left = await sent('sender');
    await applications().revokeGrants(left.sessionHash);
    const untied = await sent('sender');
    await drafts().leaveAll(untied.sessionHash, NOW);
    await applications().revokeGrants(untied.sessionHash);
    for (const { id, sessionHash, access } of [left, untied]) {
      expect(await applications().isGranted(sessionHash, id, NOW)).toBe(false);
      expect(await listed(sessionHash, NOW)).toEqual([]);
      await drafts().removeExpired(minutesLater(1));
      await applications().removeExpiredGrants(minutesLater(DAY - 1));
      expect(await applications().secrets(id, NOW)).toEqual(access);
    }
    await applications().removeExpiredGrants(minutesLater(DAY));
    for (const { id } of [left, untied]) {
      expect(await applications().secrets(id, NOW)).toBeUndefined();
      expect(await rowOf(id)).toEqual([]);
    }
  });

  it('is prolonged by number and code, as everybody else gets it', async () => {
    const { id, sessionHash } = await sent('sender');
    const expiresAt = minutesLater(2 * DAY);
    await applications().grant({ sessionHash, applicationId: id, expiresAt });
    expect(await listed(sessionHash, NOW)).toEqual([id]);
    await applications().removeExpiredGrants(minutesLater(DAY));
    expect(await applications().isGranted(sessionHash, id, minutesLater(2 * DAY - 1))).toBe(true);
    expect(await applications().isGranted(sessionHash, id, expiresAt)).toBe(false);
  });

  it('is not thrown away with a draft of that name', async () => {
    const { id, sessionHash } = await sent('sender');
    await drafts().remove(id);
    expect(await applications().isGranted(sessionHash, id, NOW)).toBe(true);
  });
});
