import { and, desc, eq, gt, max } from 'drizzle-orm';
import type { TownFileStore } from '../domain/settings/town-file.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { proposals } from './town-file-proposals.ts';
import { PROPOSED, toFile } from './town-file-rows.ts';
import { raiseTownRevision } from './version-rows.ts';

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
    ...proposals(driver),
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
