import { and, desc, eq, max } from 'drizzle-orm';
import type { TownFile, TownFileStore } from '../domain/settings/town-file.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { raiseTownRevision } from './version-rows.ts';

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
          .where(eq(townFiles.path, path))
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
        await db.update(townFiles).set({ state: 'superseded' }).where(isOfPath);
        const row = { ...file, path, number: base + 1, state: 'published', at: at.getTime() };
        await db.insert(townFiles).values(row);
        await raiseTownRevision(connection);
        await appendAudit(connection, ring, audit);
        return true;
      }),
  };
}
