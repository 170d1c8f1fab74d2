import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, gt } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareWithAnchors } from '../../server/domain/audit/anchor.ts';
import { writeAnchor } from '../../server/domain/audit/write-anchor.ts';
import { paperFiles } from '../../server/integrations/paper-files/paper-files.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Connection } from '../../server/storage/connection.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const words = { town: '見本市', day: (day: string) => day };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-anchors-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(DATABASES)('the daily anchors of the log (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock('2026-11-21T23:50:00+09:00');
  const papers = () => paperFiles(folder, 'audit-anchors');

  async function add(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const entry = { at: clock.now(), actor: 'staff:clerk', action: 'case.viewed', detail: {} };
      await db().stores.audit.append({ ...entry, subject: `case-${n}` });
    }
  }
  const anchor = () => writeAnchor(db().stores.audit, papers(), clock, words);
  const nextDay = () => clock.set(new Date(clock.now().getTime() + 86_400_000));

  /** Ten entries, today's anchor, three more. */
  async function prepared() {
    nextDay();
    await add(10);
    const { day } = (await anchor()) ?? { day: '' };
    await add(3);
    const seq = (await db().stores.audit.head())?.seq ?? 0;
    return { day, anchored: seq - 4, end: seq };
  }

  /** Does something behind the log's back, looks what is found, and puts the rows back. */
  async function tampered(change: (connection: Connection) => Promise<unknown>) {
    const { driver, stores } = db();
    const before = await driver.read(async ({ db, tables }) => ({
      entries: await db.select().from(tables.auditEntries),
      head: await db.select().from(tables.auditHead),
    }));
    await driver.write(change);
    const chain = await stores.audit.verify();
    const { findings } = await compareWithAnchors(stores.audit, papers());
    await driver.write(async ({ db, tables }) => {
      await db.delete(tables.auditEntries);
      await db.insert(tables.auditEntries).values(before.entries);
      await db.delete(tables.auditHead);
      await db.insert(tables.auditHead).values(before.head);
    });
    return { brokenAt: chain.brokenAt, problems: findings.map(({ problem }) => problem) };
  }

  it('are written once a day, on paper and into the log', async () => {
    const { day, anchored } = await prepared();
    expect(await anchor()).toBeUndefined();
    const text = readFileSync(join(folder, 'audit-anchors', `${day}.txt`), 'utf8');
    expect(text).toContain(`seq: ${anchored}\n`);
    expect(text.split('\n').length).toBeLessThan(40);
    const { audit } = db().stores;
    const page = await audit.page({ actions: { any: ['audit.anchored'], none: [] } }, null, 1);
    expect(page.entries[0]).toMatchObject({ subject: day, detail: { seq: anchored, whole: true } });
    expect(await compareWithAnchors(audit, papers())).toEqual({ compared: 1, findings: [] });
  });

  it('notice a changed entry', async () => {
    const { anchored } = await prepared();
    const found = await tampered(async ({ db, tables: { auditEntries } }) =>
      db
        .update(auditEntries)
        .set({ actor: 'x' })
        .where(eq(auditEntries.seq, anchored - 1)),
    );
    expect(found.brokenAt).toBe(anchored - 1);
  });

  it('notice a removed entry', async () => {
    const { anchored } = await prepared();
    const found = await tampered(async ({ db, tables: { auditEntries } }) =>
      db.delete(auditEntries).where(eq(auditEntries.seq, anchored)),
    );
    expect(found).toEqual({ brokenAt: anchored, problems: ['entry_missing'] });
  });

  it.each(['behind the last', 'before the first'])('notice an entry put in %s', async (place) => {
    const { end } = await prepared();
    const seq = place === 'behind the last' ? end + 1 : 0;
    const found = await tampered(async ({ db, tables: { auditEntries } }) => {
      const [row] = await db.select().from(auditEntries).where(eq(auditEntries.seq, end));
      if (row) await db.insert(auditEntries).values({ ...row, seq });
    });
    expect(found.brokenAt).toBe(place === 'behind the last' ? end + 1 : 1);
  });

  it('notice a log that was turned back whole to an earlier day', async () => {
    const { driver } = db();
    const early = await driver.read(async ({ db, tables }) => db.select().from(tables.auditHead));
    await prepared();
    const found = await tampered(async ({ db, tables: { auditEntries, auditHead } }) => {
      await db.delete(auditEntries).where(gt(auditEntries.seq, early[0]?.seq ?? 0));
      await db.delete(auditHead);
      if (early.length > 0) await db.insert(auditHead).values(early);
    });
    // The chain by itself is right: only the paper knows more.
    expect(found).toEqual({ brokenAt: null, problems: ['entry_missing'] });
  });

  it('notice a paper that was changed', async () => {
    const { day } = await prepared();
    const path = join(folder, 'audit-anchors', `${day}.txt`);
    const text = readFileSync(path, 'utf8');
    const check = async () =>
      (await compareWithAnchors(db().stores.audit, papers())).findings.map((f) => f.problem);
    const turned = text.replace(/hash: (.)/, (_, first) => `hash: ${first === '0' ? '1' : '0'}`);
    writeFileSync(path, turned);
    expect(['other_hash']).toEqual(await check());
    writeFileSync(path, text.replace('seq: ', 'seq: x'));
    expect(await check()).toEqual(['paper_unreadable']);
  });

  it('say in the next entry that the log was not whole', async () => {
    const { anchored } = await prepared();
    nextDay();
    const { driver } = db();
    await driver.write(async ({ db, tables: { auditEntries } }) =>
      db
        .update(auditEntries)
        .set({ actor: 'x' })
        .where(eq(auditEntries.seq, anchored + 2)),
    );
    const written = await anchor();
    expect(written?.verification.brokenAt).toBe(anchored + 2);
  });
});
