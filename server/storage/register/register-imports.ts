import { and, count, desc, eq, inArray, ne } from 'drizzle-orm';
import type { RegisterImports } from '../../domain/register/register-store.ts';
import type { KeyRing } from '../../lib/key-ring.ts';
import { insertMany } from '../insert-many.ts';
import type { RegisterDesk } from './register-database.ts';
import { personRows, toImport } from './register-rows.ts';
import { removeBrokenOff, removeReplaced, removeRows } from './remove-rows.ts';

function readingParts({ read }: RegisterDesk) {
  return {
    current: () =>
      read(async ({ db, imports }) => {
        const [row] = await db.select().from(imports).where(eq(imports.state, 'current'));
        return row && toImport(row);
      }),
    findImport: (id) =>
      read(async ({ db, imports }) => {
        const [row] = await db.select().from(imports).where(eq(imports.id, id));
        return row && toImport(row);
      }),
    listImports: (limit) =>
      read(async ({ db, imports }) => {
        const found = await db
          .select()
          .from(imports)
          .where(ne(imports.state, 'reading'))
          .orderBy(desc(imports.id))
          .limit(limit);
        return found.map(toImport);
      }),
  } satisfies Partial<RegisterImports>;
}

/** From a file's first row to somebody's yes or no. Rows lie there unsearched until then. */
export function importParts(desk: RegisterDesk, ring: KeyRing): RegisterImports {
  const { write } = desk;
  const { toRow } = personRows(ring);
  return {
    ...readingParts(desk),
    begin: ({ at, ...one }) =>
      write(async ({ db, imports }) => {
        const nothing = { rows: 0, headings: '{}', problems: '[]', takenOverAt: null };
        const row = { ...one, ...nothing, state: 'reading', at: at.getTime() };
        await db.insert(imports).values(row);
      }),
    addRows: (importId, people) =>
      write(({ connection, rows }) => {
        const sealed = people.map((one) => toRow(importId, one));
        return insertMany(connection, rows, sealed);
      }),
    async end(importId, { isRefused, rows: read, headings, problems }) {
      await write(async ({ db, imports, rows }) => {
        const [kept] = await db
          .select({ rows: count() })
          .from(rows)
          .where(eq(rows.importId, importId));
        if (!isRefused && kept?.rows !== read) throw new Error('Rows of the extract are missing.');
        const found = {
          state: isRefused ? 'refused' : 'waiting',
          rows: read,
          headings: JSON.stringify(headings),
          problems: JSON.stringify(problems),
        };
        await db.update(imports).set(found).where(eq(imports.id, importId));
      });
      if (isRefused) await removeRows(desk, importId);
    },
    takeOver: (importId, at) =>
      write(async ({ db, imports }) => {
        const waiting = and(eq(imports.id, importId), eq(imports.state, 'waiting'));
        const [row] = await db.select({ id: imports.id }).from(imports).where(waiting);
        if (row === undefined) return false;
        const current = { state: 'current', takenOverAt: at.getTime() };
        await db.update(imports).set({ state: 'replaced' }).where(eq(imports.state, 'current'));
        await db.update(imports).set(current).where(waiting);
        return true;
      }),
    async removeReplaced(now) {
      await removeBrokenOff(desk, now);
      await removeReplaced(desk);
    },
    async discard(importId) {
      const isOver = await write(async ({ db, imports }) => {
        const own = and(eq(imports.id, importId), inArray(imports.state, ['reading', 'waiting']));
        const [row] = await db.select({ id: imports.id }).from(imports).where(own);
        if (row === undefined) return false;
        // So that nobody takes it over while its rows go.
        await db.update(imports).set({ state: 'reading' }).where(own);
        return true;
      });
      if (!isOver) return;
      await removeRows(desk, importId);
      await write(async ({ db, imports }) => {
        await db.delete(imports).where(eq(imports.id, importId));
      });
    },
  };
}
