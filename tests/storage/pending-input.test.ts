import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleDraft } from './samples.ts';

describe.each(DATABASES)('what came back with errors (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const drafts = () => db().stores.drafts;
  const elsewhere = () => storesOn(db().driver, db().keys).drafts;
  const typed = (a: string) => ({ page: 'p', raw: { a } });

  async function refused(a = 'half') {
    const draft = sampleDraft();
    await drafts().create(draft);
    const { id, revision, locale } = draft;
    drafts().keepPendingSoon({ id, revision, pending: typed(a), locale });
    return { ...draft, locale };
  }

  it('is there at once in this process, and for all of them when it is written', async () => {
    const draft = await refused();
    const own = () => drafts().findBySession(draft.sessionHash ?? '', draft.procedureId, NOW);
    expect((await drafts().find(draft.id))?.pending).toEqual(typed('half'));
    expect((await own())?.pending).toEqual(typed('half'));
    expect((await elsewhere().find(draft.id))?.pending).toBeNull();
    await drafts().writePending();
    for (const found of [await drafts().find(draft.id), await elsewhere().find(draft.id)]) {
      // The time on the page goes on: nothing was saved.
      expect(found).toMatchObject({ pending: typed('half'), updatedAt: NOW, revision: 0 });
    }
  });

  it('is overtaken by what is typed next, written or not', async () => {
    const { id, revision, locale } = await refused('one');
    drafts().keepPendingSoon({ id, revision, pending: typed('two'), locale });
    expect((await drafts().find(id))?.pending).toEqual(typed('two'));
    await drafts().keepPending({ id, pending: typed('three'), locale, now: NOW });
    await drafts().writePending();
    expect((await drafts().find(id))?.pending).toEqual(typed('three'));
    drafts().keepPendingSoon({ id, revision, pending: typed('four'), locale });
    await drafts().writePending();
    expect((await drafts().find(id))?.pending).toEqual(typed('four'));
    expect((await elsewhere().find(id))?.pending).toEqual(typed('four'));
  });

  it('covers nothing that was saved since, here or elsewhere', async () => {
    for (const where of [drafts(), elsewhere()]) {
      const { id, locale, expiresAt } = await refused();
      await where.save({ id, revision: 0, answers: { a: 1 }, locale, now: NOW, expiresAt });
      expect((await drafts().find(id))?.pending).toBeNull();
      await drafts().writePending();
      expect(await drafts().find(id)).toMatchObject({ pending: null, answers: { a: 1 } });
    }
  });

  it('goes with a form that is gone', async () => {
    const { id } = await refused();
    await drafts().remove(id);
    await drafts().writePending();
    expect(await drafts().find(id)).toBeUndefined();
  });

  it('waits on when it can not be written', async () => {
    const { id } = await refused();
    const { driver } = db();
    const write = driver.write.bind(driver);
    driver.write = () => Promise.reject(new Error('away'));
    await expect(drafts().writePending()).rejects.toThrow('away');
    driver.write = write;
    await drafts().writePending();
    expect((await elsewhere().find(id))?.pending).toEqual(typed('half'));
  });

  it('is bounded: what is beyond a rush is not kept, what is kept can still change', async () => {
    const { id, revision, locale } = await refused();
    for (let n = 0; n < 1200; n += 1) {
      drafts().keepPendingSoon({ id: randomUUID(), revision, pending: typed('x'), locale });
    }
    drafts().keepPendingSoon({ id, revision, pending: typed('last'), locale });
    const late = sampleDraft();
    await drafts().create(late);
    drafts().keepPendingSoon({ id: late.id, revision, pending: typed('late'), locale });
    expect((await drafts().find(late.id))?.pending).toBeNull();
    expect((await drafts().find(id))?.pending).toEqual(typed('last'));
    await drafts().writePending();
    drafts().keepPendingSoon({ id: late.id, revision, pending: typed('late'), locale });
    expect((await drafts().find(late.id))?.pending).toEqual(typed('late'));
    await drafts().writePending();
  });
});
