import { randomUUID } from 'node:crypto';
import { eq, getTableName } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deleteDue } from '../../server/domain/retention/delete-due.ts';
import { reportDue } from '../../server/domain/retention/due-cases.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { everyRow, fillEveryTable, memoryPapers } from './retention-scene.ts';
import { sampleCharge, sampleDraft, sampleSubmission } from './samples.ts';

const RULE = { years: 5, refused: 3, withdrawn: 1 };
const CLOSED = new Date('2026-11-21T10:00:00+09:00');
const DUE = '2032-04-01T09:00:00+09:00';

describe.each(DATABASES)('retention (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock(DUE);
  const papers = memoryPapers();
  const filesRemoved: string[] = [];

  const deletion = (limit = 100) =>
    deleteDue(
      {
        ...db().stores,
        clock,
        papers,
        files: { remove: async (id) => void filesRemoved.push(id) },
      },
      {
        ruleOf: (id) => (id === 'facility-booking' ? RULE : undefined),
        actor: 'staff:admin',
        limit,
        line: ({ number }) => number,
        paper: ({ lines }) => lines.join('\n'),
      },
    );
  const report = () =>
    reportDue(
      db().stores.retention,
      (id) => (id === 'facility-booking' ? RULE : undefined),
      '2032-04-01',
    );

  async function closedCase(change: Parameters<typeof sampleSubmission>[0] = {}) {
    const submission = sampleSubmission({
      ...change,
      events: [
        { type: 'received', at: CLOSED, actor: 'resident', detail: {} },
        { type: 'taken_up', at: CLOSED, actor: 'staff:a', detail: {} },
        { type: 'completed', at: CLOSED, actor: 'staff:a', detail: {} },
      ],
      application: { status: 'completed', closedAt: CLOSED, ...change?.application },
    });
    await db().stores.drafts.create(sampleDraft({ id: submission.application.id }));
    await db().stores.applications.submit(submission);
    return submission.application;
  }

  it('leaves nothing of a case behind but its start, which names nobody, and the log', async () => {
    const { driver, stores } = db();
    const other = await closedCase({ application: { procedureId: 'other' } });
    const otherFile = await fillEveryTable(driver, stores, other.id, db().keys);
    const { id, number } = await closedCase();
    const own = await fillEveryTable(driver, stores, id, db().keys);
    const before = await everyRow(driver);
    // Every table that can hold something of a case does: a new one has to be thought of here.
    const tables = Object.values(await driver.read(async (c) => c.tables));
    const ofCases = tables
      .filter((table) => 'applicationId' in table || 'ownerId' in table || 'caseId' in table)
      .map((table) => getTableName(table))
      .filter((name) => name !== 'charges');
    for (const name of ofCases) {
      if (name === 'retention_holds') continue;
      expect([
        name,
        before.filter((row) => row.table === name && row.text.includes(id)).length,
      ]).not.toEqual([name, 0]);
    }
    const untouched = before.filter(({ text }) => text.includes(other.id));

    const { cases, files, mailsRemoved } = await deletion();
    expect(mailsRemoved).toBe(2);
    expect(cases.map((one) => one.id)).toEqual([id]);
    expect([files, filesRemoved.sort()]).toEqual([2, [...own.files].sort()]);
    const left = (await everyRow(driver)).filter(
      ({ text }) =>
        text.includes(id) || text.includes(number) || own.files.some((f) => text.includes(f)),
    );
    expect(new Set(left.map(({ table }) => table))).toEqual(new Set(['journeys', 'audit_entries']));
    const after = await everyRow(driver);
    expect(after.filter(({ text }) => text.includes(other.id))).toEqual(untouched);
    expect(otherFile.files.length).toBe(2);
    expect(await stores.applications.find(id)).toBeUndefined();
  });

  it('says in a paper and in the log what went', async () => {
    const { number, id } = await closedCase();
    const { run, hash } = await deletion();
    expect(await papers.read(run)).toBe(number);
    const { entries } = await db().stores.audit.page({ about: [id, run] }, null, 10);
    expect(entries.map(({ action }) => action)).toEqual([
      'retention.deleted',
      'retention.case_deleted',
      'application.submitted',
    ]);
    expect(entries[0]).toMatchObject({ actor: 'staff:admin', detail: { cases: 1, hash } });
    expect(entries[1]).toMatchObject({ detail: { number, ended: '2026-11-21', run } });
    expect((await db().stores.audit.verify()).brokenAt).toBeNull();
  });

  it('keeps what was paid, without a person, until its own time is over', async () => {
    const { driver, stores } = db();
    const charge = { ...sampleCharge(3000), lines: [{ item: 'dog', label: 'ポチ', yen: 3000 }] };
    const { id } = await closedCase({ charge, application: { answers: { dog: 'ポチ' } } });
    const paidAt = (day: string) =>
      driver.write(async ({ db: builder, tables }) => {
        const touchedAt = Date.parse(`${day}T00:00:00+09:00`);
        await builder.update(tables.charges).set({ state: 'paid', paidAt: touchedAt, touchedAt });
      });
    await paidAt('2028-05-01');
    expect(await deletion()).toMatchObject({ moneyKept: 1, moneyRemoved: 0 });
    expect(await stores.applications.find(id)).toBeUndefined();
    const [shell] = await driver.read(async ({ db: builder, tables: { applications } }) =>
      builder.select().from(applications).where(eq(applications.id, id)),
    );
    expect(shell).toMatchObject({
      individualNumbers: null,
      secrets: null,
      codeMac: '',
      linkHash: '',
    });
    const answers = createKeyRing(db().keys).open(
      shell?.answers ?? Buffer.alloc(0),
      `applications.answers:${id}`,
    );
    expect(answers).toBe('{}');
    expect(await stores.charges.findByApplication(id)).toMatchObject({
      yen: 3000,
      lines: [{ item: 'dog', label: 'dog', yen: 3000 }],
    });
    const rows = await everyRow(driver);
    expect(rows.filter(({ text }) => text.includes('ポチ'))).toEqual([]);
    expect((await report()).total).toBe(0);
    clock.set('2034-03-31T09:00:00+09:00');
    expect((await deletion()).moneyRemoved).toBe(0);
    clock.set('2034-04-01T09:00:00+09:00');
    expect((await deletion()).moneyRemoved).toBe(1);
    expect((await everyRow(driver)).filter(({ table }) => table === 'charges')).toEqual([]);
    expect(await stores.charges.findByApplication(id)).toBeUndefined();
    clock.set(DUE);
  });

  it('leaves what is held, until it is released', async () => {
    const { retention } = db().stores;
    const { id, number } = await closedCase();
    const by = { applicationId: id, actor: 'staff:boss', at: clock.now() };
    expect(await retention.hold({ ...by, staffId: 'boss', reason: '審査請求' })).toBe(true);
    expect(await retention.hold({ ...by, staffId: 'boss', reason: '審査請求' })).toBe(false);
    expect(await retention.holds()).toMatchObject([{ number, reason: '審査請求' }]);
    expect(await report()).toMatchObject({ total: 0, groups: [{ held: 1, count: 0 }] });
    expect((await deletion()).cases).toEqual([]);
    expect(await retention.release(by)).toBe(true);
    expect(await retention.release(by)).toBe(false);
    expect((await deletion()).cases.map((one) => one.id)).toEqual([id]);
  });

  it('leaves what was held or opened again after it was read', async () => {
    const { retention } = db().stores;
    const { id } = await closedCase();
    const seen: string[] = [];
    for await (const portion of retention.oldCases(new Date(DUE))) {
      for (const one of portion.filter((other) => other.id === id)) {
        const order = { run: 'r', actor: 'system', at: clock.now() };
        const changed = { ...one, closedAt: new Date(0) };
        expect(await retention.remove([changed], new Date(0), order)).toEqual([]);
        const by = { applicationId: id, actor: 'staff:boss', at: clock.now() };
        await retention.hold({ ...by, staffId: 'boss', reason: '審査請求' });
        expect(await retention.remove([one], new Date(0), order)).toEqual([]);
        await retention.release(by);
        seen.push(one.id);
      }
    }
    expect(seen).toHaveLength(1);
    expect((await deletion()).cases).toHaveLength(1);
  });

  it('shows first what would go, writes nothing, and stops at its limit', async () => {
    const { driver, stores } = db();
    for (let n = 0; n < 25; n += 1) await closedCase();
    const refused = { application: { status: 'refused' as const } };
    await closedCase(refused);
    await stores.applications.submit(sampleSubmission());
    const before = await everyRow(driver);
    const found = await report();
    expect(found.groups).toMatchObject([
      { kind: 'closed', count: 25, oldest: '2026-11-21', newest: '2026-11-21' },
      { kind: 'refused', count: 1 },
    ]);
    expect([
      found.total,
      found.open.get('facility-booking'),
      found.withoutRule.get('other'),
    ]).toEqual([26, 1, 1]);
    expect(await everyRow(driver)).toEqual(before);
    const first = await deletion(21);
    expect([first.cases.length, first.more]).toEqual([21, true]);
    const second = await deletion(21);
    expect([second.cases.length, second.more]).toEqual([5, false]);
  });

  it('changes no published figure: they look back twelve months, papers are kept longer', async () => {
    const { stores } = db();
    await closedCase({ application: { id: randomUUID() } });
    // The period of `indicatorPeriod` on the first day on which anything of that year may go.
    const figures = () => stores.indicators.counts('2027-05-01', '2032-04-01');
    const before = await figures();
    await deletion();
    expect(await figures()).toEqual(before);
  });

  it('keeps the records in agreement', async () => {
    expect(await checkInvariants(db().driver)).toEqual([]);
  });
});
