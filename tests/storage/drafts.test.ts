import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft } from './samples.ts';

describe.each(DATABASES)('drafts (%s)', (dialect) => {
  const db = useDatabase(dialect);

  const drafts = () => db().stores.drafts;

  it('gives back what was put in, sealed on the disk', async () => {
    const draft = sampleDraft({
      pending: { page: 'owner', row: 1, raw: { 'owner.name': '𠮷', tags: ['a', 'b'] } },
    });
    await drafts().create(draft);
    expect(await drafts().find(draft.id)).toEqual(draft);
    const rows = await db().driver.read(async ({ db, tables }) => db.select().from(tables.drafts));
    const stored = JSON.stringify(rows.map((row) => row.answers.toString('latin1')));
    expect(stored).not.toContain(Buffer.from('合唱').toString('latin1'));
    expect(await drafts().find('nobody')).toBeUndefined();
  });

  it('finds the newest living draft of a session for a procedure', async () => {
    const sessionHash = 'session-newest';
    const older = sampleDraft({ sessionHash, updatedAt: minutesLater(-5) });
    const newer = sampleDraft({ sessionHash });
    const other = sampleDraft({ sessionHash, procedureId: 'child-allowance' });
    const dead = sampleDraft({ sessionHash, updatedAt: minutesLater(1), expiresAt: NOW });
    for (const draft of [newer, older, other, dead]) await drafts().create(draft);
    const found = await drafts().findBySession(sessionHash, 'facility-booking', NOW);
    expect(found?.id).toBe(newer.id);
    const list = await drafts().listBySession(sessionHash, NOW);
    expect(list.map(({ id }) => id).sort()).toEqual([newer.id, older.id, other.id].sort());
  });

  it('saves when the revision is still the same, and says conflict otherwise', async () => {
    const draft = sampleDraft({ pending: { page: 'a', raw: {} } });
    await drafts().create(draft);
    const save = (revision: number, purpose: string) =>
      drafts().save({
        id: draft.id,
        revision,
        answers: { purpose },
        locale: 'en',
        now: minutesLater(1),
        expiresAt: minutesLater(99),
      });
    expect(await save(0, 'first')).toBe(1);
    expect(await save(0, 'late')).toBe('conflict');
    expect(await save(1, 'second')).toBe(2);
    expect(await drafts().find(draft.id)).toMatchObject({
      answers: { purpose: 'second' },
      revision: 2,
      pending: null,
      locale: 'en',
      updatedAt: minutesLater(1),
      expiresAt: minutesLater(99),
    });
  });

  it('lets exactly one of many saves of the same revision through', async () => {
    const draft = sampleDraft();
    await drafts().create(draft);
    const { id, expiresAt } = draft;
    const saves = Array.from({ length: 20 }, (_, n) =>
      drafts().save({ id, revision: 0, answers: { n }, locale: 'ja', now: NOW, expiresAt }),
    );
    const results = await Promise.all(saves);
    expect(results.filter((result) => result === 1)).toHaveLength(1);
    expect(results.filter((result) => result === 'conflict')).toHaveLength(19);
  });

  it('refuses to save a draft that is gone', async () => {
    const save = drafts().save({
      id: 'gone',
      revision: 0,
      answers: {},
      locale: 'ja',
      now: NOW,
      expiresAt: NOW,
    });
    await expect(save).rejects.toMatchObject({ code: 'draft_not_found' });
  });

  it('keeps what was typed without touching the revision', async () => {
    const draft = sampleDraft();
    await drafts().create(draft);
    const pending = { page: 'dogs', row: 0, raw: { name: 'ポチ' } };
    await drafts().keepPending({ id: draft.id, pending, locale: 'ja-easy', now: NOW });
    const kept = await drafts().find(draft.id);
    expect(kept).toMatchObject({ pending, revision: 0, locale: 'ja-easy', answers: draft.answers });
    await drafts().keepPending({ id: draft.id, pending: null, locale: 'ja', now: NOW });
    expect((await drafts().find(draft.id))?.pending).toBeNull();
  });

  it('cuts the tie with a browser and makes it again by the secret', async () => {
    const draft = sampleDraft({ sessionHash: 'phone' });
    await drafts().create(draft);
    await drafts().leave({ id: draft.id, resumeHash: 'secret', now: NOW });
    expect(await drafts().findBySession('phone', draft.procedureId, NOW)).toBeUndefined();
    const resume = (resumeHash: string, now = NOW) =>
      drafts().resume({ resumeHash, sessionHash: 'tablet', now });
    expect(await resume('wrong')).toBeUndefined();
    expect(await resume('secret', draft.expiresAt)).toBeUndefined();
    expect(await resume('secret')).toMatchObject({ id: draft.id, sessionHash: 'tablet' });
    await drafts().adopt({ id: draft.id, sessionHash: 'laptop', now: NOW });
    expect((await drafts().find(draft.id))?.sessionHash).toBe('laptop');
  });

  it('cuts the ties of a whole session; codes stay good, other sessions stay tied', async () => {
    const mine = [sampleDraft({ sessionHash: 'shared' }), sampleDraft({ sessionHash: 'shared' })];
    const other = sampleDraft({ sessionHash: 'own' });
    for (const draft of [...mine, other]) await drafts().create(draft);
    const [first, second] = mine.map((draft) => draft.id);
    await drafts().leave({ id: first!, resumeHash: 'all-secret', now: NOW });
    await drafts().adopt({ id: first!, sessionHash: 'shared', now: NOW });
    await drafts().leaveAll('shared', NOW);
    expect((await drafts().find(second!))?.sessionHash).toBeNull();
    expect((await drafts().find(other.id))?.sessionHash).toBe('own');
    const again = { resumeHash: 'all-secret', sessionHash: 'new', now: NOW };
    expect(await drafts().resume(again)).toMatchObject({ id: first, sessionHash: 'new' });
  });

  it('removes what is over and nothing else', async () => {
    const living = sampleDraft();
    const over = sampleDraft({ expiresAt: minutesLater(-1) });
    await drafts().create(living);
    await drafts().create(over);
    expect(await drafts().removeExpired(NOW)).toBeGreaterThanOrEqual(1);
    expect(await drafts().find(over.id)).toBeUndefined();
    expect(await drafts().find(living.id)).toBeDefined();
    await drafts().remove(living.id);
    expect(await drafts().find(living.id)).toBeUndefined();
  });
});
