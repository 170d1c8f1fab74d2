import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../server/domain/applications/application.ts';
import { takeUpApplication } from '../../server/domain/cases/take-up-application.ts';
import { assignCase } from '../../server/domain/inbox/assign-case.ts';
import { entriesOf, followApplications } from '../../server/domain/inbox/follow-applications.ts';
import { rebuildInbox } from '../../server/domain/inbox/rebuild-inbox.ts';
import { askedBy } from '../../server/domain/inbox/search-terms.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import { DATABASES, newKey, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleSubmission } from './samples.ts';

const SECTION = 'child';
const clock = fixedClock(NOW);
const name = (family: string, given: string, family_kana: string, given_kana: string) => ({
  family,
  given,
  family_kana,
  given_kana,
});

describe.each(DATABASES)('the inbox (%s)', (dialect) => {
  const db = useDatabase(dialect);
  let procedure: Procedure;
  beforeAll(async () => {
    procedure = procedureOf(await loadSampleTown(), 'child-allowance-end');
    expect(procedure.section).toBe(SECTION);
  });

  const deps = (stores = db().stores) => ({
    stores,
    clock,
    procedureVersion: async () => procedure,
  });
  const inbox = () => db().stores.inbox;
  async function submit(application: Partial<Application> = {}) {
    const submission = sampleSubmission({
      application: { procedureId: procedure.id, version: procedure.version, ...application },
    });
    const { result } = await db().stores.applications.submit(submission);
    expect(result).toBe('submitted');
    return submission.application;
  }
  const list = (more: Partial<Parameters<ReturnType<typeof inbox>['list']>[0]> = {}) =>
    inbox().list({ sections: [SECTION], queues: ['new', 'working'], limit: 50, ...more });
  const search = async (typed: string, stores = db().stores, sections = [SECTION]) => {
    const asked = askedBy(typed);
    const terms = asked.by === 'terms' ? asked.terms : [];
    const page = await stores.inbox.search({ sections, terms, limit: 50, offset: 0, among: 500 });
    return page.rows.map(({ applicationId }) => applicationId);
  };
  /** Everything in the two tables, in order, without what is sealed anew each time. */
  const contents = () =>
    db().driver.read(async (connection) => {
      const { inbox: rows, searchKeys } = connection.tables;
      const cases = await connection.db.select().from(rows).orderBy(rows.applicationId);
      const keys = await connection.db
        .select()
        .from(searchKeys)
        .orderBy(searchKeys.key, searchKeys.applicationId);
      return { cases: cases.map((row) => ({ ...row, applicant: null })), keys };
    });

  it('shows what was sent, and where it has come to', async () => {
    const { id, number } = await submit({
      answers: { applicant_name: name('髙橋', '太郎', 'タカハシ', 'タロウ') },
      locale: 'vi',
    });
    expect(await inbox().find(id)).toBeUndefined();
    expect(await followApplications(deps())).toBe(true);
    expect(await inbox().find(id)).toMatchObject({
      number,
      section: SECTION,
      queue: 'new',
      status: 'received',
      locale: 'vi',
      applicant: '髙橋 太郎',
      assigneeId: null,
      submittedAt: NOW,
    });
    expect(await inbox().findByNumber(number)).toMatchObject({ applicationId: id });
    await takeUpApplication(db().stores, clock, { applicationId: id, by: 'staff:a' });
    await followApplications(deps());
    expect(await inbox().find(id)).toMatchObject({ queue: 'working', status: 'in_review' });
  });

  it('finds by any way of writing the name, in that section only', async () => {
    const { id } = await submit({
      answers: {
        applicant_name: name('渡邊', '𠮷子', 'ワタナベ', 'ヨシコ'),
        applicant_phone: '090-9999-1234',
      },
    });
    await followApplications(deps());
    for (const typed of ['渡辺', '渡邊 吉子', 'わたな', 'ﾜﾀﾅﾍﾞ', 'よし', '09099991234', '1234']) {
      expect([typed, await search(typed)]).toEqual([typed, [id]]);
    }
    expect(await search('ワタナベ', db().stores, ['care'])).toEqual([]);
    expect(await search('ナベ')).toEqual([]);
  });

  it('follows the same log twice without a change, and is made anew to the same', async () => {
    await submit();
    await followApplications(deps());
    const before = await contents();
    expect(before.cases.length).toBeGreaterThan(2);
    await db().driver.write(async ({ db: run, tables: { projections } }) => {
      await run.update(projections).set({ seq: 0 });
    });
    await followApplications(deps());
    expect(await contents()).toEqual(before);
    await db().driver.write(async ({ db: run, tables }) => {
      for (const table of [tables.inbox, tables.searchKeys, tables.projections])
        await run.delete(table);
    });
    expect(await rebuildInbox(deps())).toBe(before.cases.length);
    expect(await contents()).toEqual(before);
  });

  it('writes rows and cursor together or not at all', async () => {
    const { id } = await submit();
    const change = await inbox().changes(500);
    const entries = await entriesOf(deps(), [id]);
    // A row that no application stands behind breaks the write after the first one went in.
    const broken = entries.map((entry) => ({ ...entry, applicationId: randomUUID() }));
    await expect(inbox().follow(change, [...entries, ...broken])).rejects.toThrow();
    expect(await inbox().find(id)).toBeUndefined();
    expect(await inbox().changes(500)).toEqual(change);
    await followApplications(deps());
    expect(await inbox().find(id)).toBeDefined();
    expect((await inbox().changes(500)).applicationIds).toEqual([]);
  });

  it('writes nothing over what another process has followed meanwhile', async () => {
    const { id } = await submit();
    const stale = await inbox().changes(500);
    expect(stale.applicationIds).toEqual([id]);
    await followApplications(deps());
    expect(await inbox().follow(stale, [])).toBe(false);
    expect(await inbox().find(id)).toBeDefined();
  });

  it('forgets what is no application any more', async () => {
    const { id } = await submit();
    await followApplications(deps());
    const change = await inbox().changes(500);
    await inbox().follow({ ...change, applicationIds: [id] }, []);
    expect(await inbox().find(id)).toBeUndefined();
    await rebuildInbox(deps());
    expect(await inbox().find(id)).toBeDefined();
  });

  it('turns the pages of a list without losing or repeating a case', async () => {
    for (let n = 0; n < 23; n += 1) {
      await submit({
        submittedAt: minutesLater(-1440 * (n % 4)),
        locale: n % 2 === 0 ? 'ko' : 'ja',
      });
    }
    await followApplications(deps());
    for (const queues of [['new', 'working'], ['closed']] as const) {
      const whole = await list({ queues, limit: 500 });
      const seen: string[] = [];
      let after: Awaited<ReturnType<typeof list>>['next'] = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({
          queues,
          limit: 5,
          ...(after && { after }),
        });
        seen.push(...page.rows.map(({ applicationId }) => applicationId));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(whole.rows.map(({ applicationId }) => applicationId));
      expect(new Set(seen).size).toBe(seen.length);
    }
    const all = await list({ limit: 500 });
    const days = all.rows.map(({ dueOn }) => dueOn ?? '');
    expect(days).toEqual([...days].sort());
    const korean = await list({ limit: 500, locale: 'ko' });
    expect(korean.rows.length).toBe(12);
    expect((await inbox().counts([SECTION], 5)).get('new')).toBe(5);
    expect((await inbox().counts([SECTION], 999)).get('new')).toBe(
      (await list({ queues: ['new'], limit: 500 })).rows.length,
    );
    expect((await inbox().counts(['care'], 999)).get('new')).toBe(0);
  });

  it('keeps who is responsible, whatever happens to the case', async () => {
    const { id } = await submit();
    const staffId = randomUUID();
    await db().stores.staff.add(
      {
        id: staffId,
        login: staffId,
        name: '見本 一郎',
        passphraseHash: null,
        roles: [{ role: 'case_worker', section: SECTION, from: '2026-04-01', to: '2027-03-31' }],
      },
      { actor: 'system', at: NOW },
    );
    expect(await inbox().workers([SECTION], '2027-03-31', ['case_worker'])).toEqual([
      { id: staffId, name: '見本 一郎', section: SECTION },
    ]);
    expect(await inbox().workers([SECTION], '2027-03-31', ['section_manager'])).toEqual([]);
    expect(await inbox().workers([SECTION], '2027-04-01', ['case_worker'])).toEqual([]);
    // Before the lists know of it, too.
    const change = { applicationIds: [id, randomUUID()], staffId, by: 'staff:a' as const };
    expect(await assignCase(db().stores, clock, change)).toEqual([id]);
    await followApplications(deps());
    expect(await inbox().find(id)).toMatchObject({
      assigneeId: staffId,
      assigneeName: '見本 一郎',
    });
    await takeUpApplication(db().stores, clock, { applicationId: id, by: 'staff:a' });
    await followApplications(deps());
    const mine = await list({ assignee: staffId });
    expect(mine.rows.map(({ applicationId }) => applicationId)).toEqual([id]);
    expect((await list({ assignee: 'any' })).rows).toHaveLength(1);
    expect(
      (await list({ assignee: 'none', limit: 500 })).rows.some((row) => row.applicationId === id),
    ).toBe(false);
    await db().stores.staff.leave(staffId, { actor: 'staff:boss', at: NOW });
    expect(await inbox().find(id)).toMatchObject({ assigneeId: null, assigneeName: null });
  });

  it('finds under a new data key what lies under the old one', async () => {
    const { id } = await submit({
      answers: { applicant_name: name('鍵山', '新', 'カギヤマ', 'シン') },
    });
    await followApplications(deps());
    const rotated = storesOn(db().driver, [newKey('k2'), ...db().keys]);
    expect(await search('鍵山', rotated)).toEqual([id]);
    await rebuildInbox(deps(rotated));
    expect(await search('鍵山', rotated)).toEqual([id]);
    expect(await search('鍵山')).toEqual([]);
    await rebuildInbox(deps());
  });

  it('keeps lists under the names that staff gave them', async () => {
    const { savedViews } = db().stores;
    const view = {
      id: randomUUID(),
      staffId: 'a',
      name: '期限',
      query: 'due=soon',
      createdAt: NOW,
    };
    expect(await savedViews.save(view)).toBe(true);
    expect(await savedViews.save({ ...view, id: randomUUID(), query: 'due=late' })).toBe(true);
    expect(await savedViews.list('a')).toEqual([{ ...view, query: 'due=late' }]);
    await savedViews.remove(view.id, 'b');
    expect(await savedViews.list('a')).toHaveLength(1);
    for (let n = 1; n < 20; n += 1) {
      expect(await savedViews.save({ ...view, id: randomUUID(), name: `v${n}` })).toBe(true);
    }
    expect(await savedViews.save({ ...view, id: randomUUID(), name: 'more' })).toBe(false);
    await savedViews.remove(view.id, 'a');
    expect(await savedViews.list('a')).toHaveLength(19);
  });
});
