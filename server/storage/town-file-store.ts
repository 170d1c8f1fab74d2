import { and, desc, eq, gt, max } from 'drizzle-orm';
import type { TownFileChange, TownFileStore } from '../domain/settings/town-file.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
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
    publish: (file, base, audit) =>
      driver.write(async (connection) => {
        if (!(await isOn(connection, file.path, base))) return false;
        await put(connection, ring, { file, base, audit });
        await raiseTownRevision(connection);
        return true;
      }),
    publishTogether: (changes) =>
      driver.write(async (connection) => {
        for (const { file, base } of changes) {
          if (!(await isOn(connection, file.path, base, file.content))) return false;
        }
        for (const change of changes) await put(connection, ring, change);
        await raiseTownRevision(connection);
        return true;
      }),
  };
}

/** Nobody was quicker; and where the proposed content is named, it is still that. */
export async function isOn(
  { db, tables: { townFiles } }: Connection,
  path: string,
  base: number,
  proposed?: string,
): Promise<boolean> {
  const isOfPath = eq(townFiles.path, path);
  const [newest] = await db
    .select({ number: max(townFiles.number) })
    .from(townFiles)
    .where(isOfPath);
  if ((newest?.number ?? 0) !== base) return false;
  if (proposed === undefined) return true;
  const [waiting] = await db
    .select({ content: townFiles.content })
    .from(townFiles)
    .where(and(isOfPath, eq(townFiles.number, PROPOSED)));
  return waiting?.content === proposed;
}

export async function put(
  connection: Connection,
  ring: KeyRing,
  { file, base, audit }: TownFileChange,
): Promise<void> {
  const { db, tables } = connection;
  const { townFiles } = tables;
  const isOfPath = eq(townFiles.path, file.path);
  await db.delete(townFiles).where(and(isOfPath, eq(townFiles.number, PROPOSED)));
  await db.update(townFiles).set({ state: 'superseded' }).where(isOfPath);
  const { path, content, note, by, at } = file;
  const row = { path, content, note, by, number: base + 1, state: 'published', at: at.getTime() };
  await db.insert(townFiles).values(row);
  await appendAudit(connection, ring, audit);
}
