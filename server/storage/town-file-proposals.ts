import { and, eq } from 'drizzle-orm';
import type { TownFileStore } from '../domain/settings/town-file.ts';
import type { Driver } from './connection.ts';
import { PROPOSED, toFile } from './town-file-rows.ts';

/** What somebody has put together and nobody has published yet. */
export function proposals(
  driver: Driver,
): Pick<TownFileStore, 'propose' | 'proposed' | 'proposals' | 'withdraw'> {
  return {
    propose: ({ at, ...file }) =>
      driver.write(async ({ db, tables: { townFiles } }) => {
        const isIt = and(eq(townFiles.path, file.path), eq(townFiles.number, PROPOSED));
        const [before] = await db.select().from(townFiles).where(isIt);
        const hands = new Set<string>([...(before ? toFile(before).authors : []), file.by]);
        const row = {
          ...{ ...file, number: PROPOSED, state: 'proposed', at: at.getTime() },
          authors: JSON.stringify([...hands]),
        };
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
  };
}
