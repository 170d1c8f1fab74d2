import { and, asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { RegisterSearch, RegisterStore } from '../../domain/register/register-store.ts';
import type { KeyRing } from '../../lib/key-ring.ts';
import {
  type AtRegister,
  type RegisterDatabase,
  type RegisterDesk,
  registerDesk,
} from './register-database.ts';
import { importParts } from './register-imports.ts';
import { householdKeys, lookupKeys } from './register-keys.ts';
import { personRows } from './register-rows.ts';

/**
 * Rows of the extract that is searched, in the order of the file. Each condition is asked for itself
 * and by its own index: joined with the import, SQLite would walk through everybody in it.
 */
async function currentRows({ db, imports, rows }: AtRegister, wanted: readonly SQL[]) {
  const isCurrent = eq(imports.state, 'current');
  const [current] = await db.select({ id: imports.id }).from(imports).where(isCurrent);
  const found = new Map<number, typeof rows.$inferSelect>();
  for (const one of wanted) {
    for (const row of await db.select().from(rows).where(one)) {
      if (row.importId === current?.id) found.set(row.line, row);
    }
  }
  return [...found.values()].sort((a, b) => a.line - b.line);
}

function searchParts({ read }: RegisterDesk, ring: KeyRing): RegisterSearch {
  const { open } = personRows(ring);
  return {
    firstRows: (importId, count) =>
      read(async ({ db, rows }) => {
        const first = await db
          .select()
          .from(rows)
          .where(eq(rows.importId, importId))
          .orderBy(asc(rows.line))
          .limit(count);
        return first.map(open);
      }),
    lookUp: (asked) =>
      read(async (at) => {
        const keys = lookupKeys(ring, asked);
        const { familyKey, givenKey } = at.rows;
        const wanted = [inArray(familyKey, keys), inArray(givenKey, keys)];
        return keys.length === 0 ? [] : (await currentRows(at, wanted)).map(open);
      }),
    households: (numbers) =>
      read(async (at) => {
        const keys = householdKeys(ring, numbers);
        const wanted = [inArray(at.rows.householdKey, keys)];
        return keys.length === 0 ? [] : (await currentRows(at, wanted)).map(open);
      }),
    find: (id) =>
      read(async (at) => {
        const { importId, line } = at.rows;
        const isIt = and(eq(importId, id.importId), eq(line, id.line));
        const [found] = await currentRows(at, isIt ? [isIt] : []);
        return found && open(found);
      }),
  };
}

/** People sealed, with blind keys beside them; imports in the clear, without a value of anybody. */
export function createRegisterStore(database: RegisterDatabase, ring: KeyRing): RegisterStore {
  const desk = registerDesk(database);
  return { ...importParts(desk, ring), ...searchParts(desk, ring), close: () => database.close() };
}
