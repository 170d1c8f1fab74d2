import { and, eq, inArray, lt } from 'drizzle-orm';
import type { RegisterDesk } from './register-database.ts';

/** So many rows are removed in each commit: nobody waits for the others. */
const AT_ONCE = 2000;
/** No file is read for so long: the process that began it is gone. */
const BROKEN_OFF_MS = 24 * 3_600_000;

function removeSome({ write }: RegisterDesk, importId: string): Promise<boolean> {
  return write(async ({ db, rows }) => {
    const found = await db
      .select({ line: rows.line })
      .from(rows)
      .where(eq(rows.importId, importId))
      .limit(AT_ONCE);
    const lines = found.map(({ line }) => line);
    if (lines.length === 0) return false;
    await db.delete(rows).where(and(eq(rows.importId, importId), inArray(rows.line, lines)));
    return true;
  });
}

/** All rows of an import that is searched no more, or never was. */
export async function removeRows(desk: RegisterDesk, importId: string): Promise<void> {
  while (await removeSome(desk, importId));
}

/** Those of extracts that a newer one has replaced; also where a crash came in between. */
export async function removeReplaced(desk: RegisterDesk): Promise<void> {
  const over = await desk.read(({ db, imports }) =>
    db
      .select({ id: imports.id })
      .from(imports)
      .where(inArray(imports.state, ['replaced', 'refused'])),
  );
  for (const { id } of over) await removeRows(desk, id);
}

/** Files whose reading broke off. */
export async function removeBrokenOff(desk: RegisterDesk, now: Date): Promise<void> {
  const over = await desk.read(({ db, imports }) => {
    const before = lt(imports.at, now.getTime() - BROKEN_OFF_MS);
    return db
      .select({ id: imports.id })
      .from(imports)
      .where(and(eq(imports.state, 'reading'), before));
  });
  for (const { id } of over) {
    await removeRows(desk, id);
    await desk.write(async ({ db, imports }) => {
      await db.delete(imports).where(eq(imports.id, id));
    });
  }
}
