import { and, desc, eq, gt, max } from 'drizzle-orm';
import type { TownFile, TownFileStore } from '../domain/settings/town-file.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { raiseTownRevision } from './version-rows.ts';

/** The number of what is not published; the others begin at 1. */
const PROPOSED = 0;

type Row = Connection['tables']['townFiles']['$inferSelect'];

const toFile = ({ at, state: _state, ...row }: Row): TownFile => ({ ...row, at: toDate(at) });

export function createTownFileStore(driver: Driver, ring: KeyRing): TownFileStore {
  return {
    published: () =>
      driver.read(async ({ db, tables: { townFiles } }) => {
        const rows = await db.select().from(townFiles).where(eq(townFiles.state, 'published'));
        return rows.map(toFile);
      }),
    history: (path) =>
      driver.read(async ({ db, tables: { townFiles } }) => {
        const { number, note, by, at } = townFiles;
        const rows = await db
          .select({ path: townFiles.path, number, note, by, at })
          .from(townFiles)
          .where(and(eq(townFiles.path, path), gt(number, PROPOSED)))
          .orderBy(desc(number));
        return rows.map((row) => ({ ...row, at: toDate(row.at) }));
      }),
    find: (path, number) =>
      driver.read(async ({ db, tables: { townFiles } }) => {
        const [row] = await db
          .select()
          .from(townFiles)
          .where(and(eq(townFiles.path, path), eq(townFiles.number, number)));
        return row && toFile(row);
      }),
    propose: ({ at, ...file }) =>
      driver.write(async ({ db, tables: { townFiles } }) => {
        const row = { ...file, number: PROPOSED, state: 'proposed', at: at.getTime() };
        await db
          .insert(townFiles)
          .values(row)
          .onConflictDoUpdate({ target: [townFiles.path, townFiles.number], set: row });
      }),
    proposed: (path) =>
      driver.read(async ({ db, tables: { townFiles } }) => {
        const isIt = and(eq(townFiles.path, path), eq(townFiles.number, PROPOSED));
        const [row] = await db.select().from(townFiles).where(isIt);
        return row && toFile(row);
      }),
    proposals: () =>
      driver.read(async ({ db, tables: { townFiles } }) => {
        const rows = await db.select().from(townFiles).where(eq(townFiles.state, 'proposed'));
        return rows.map(toFile);
      }),
    withdraw: (path) =>
      driver.write(async ({ db, tables: { townFiles } }) => {
        const isIt = and(eq(townFiles.path, path), eq(townFiles.number, PROPOSED));
        await db.delete(townFiles).where(isIt);
      }),
    publish: ({ path, at, ...file }, base, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { townFiles } = tables;
        const isOfPath = eq(townFiles.path, path);
        const [newest] = await db
          .select({ number: max(townFiles.number) })
          .from(townFiles)
          .where(isOfPath);
        if ((newest?.number ?? 0) !== base) return false;
        await db.delete(townFiles).where(and(isOfPath, eq(townFiles.number, PROPOSED)));
        await db.update(townFiles).set({ state: 'superseded' }).where(isOfPath);
        const row = { ...file, path, number: base + 1, state: 'published', at: at.getTime() };
        await db.insert(townFiles).values(row);
        await raiseTownRevision(connection);
        await appendAudit(connection, ring, audit);
        return true;
      }),
  };
}
