import { and, asc, eq, inArray, or } from 'drizzle-orm';
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

/** Rows of the extract that is searched, and of no other. */
function ofCurrent({ db, imports, rows }: AtRegister) {
  const isCurrent = and(eq(imports.id, rows.importId), eq(imports.state, 'current'));
  return db.select({ row: rows }).from(rows).innerJoin(imports, isCurrent);
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
        const { familyKey, givenKey, line } = at.rows;
        const keys = lookupKeys(ring, asked);
        if (keys.length === 0) return [];
        const isMeant = or(inArray(familyKey, keys), inArray(givenKey, keys));
        const found = await ofCurrent(at).where(isMeant).orderBy(asc(line));
        return found.map(({ row }) => open(row));
      }),
    households: (numbers) =>
      read(async (at) => {
        const keys = householdKeys(ring, numbers);
        if (keys.length === 0) return [];
        const found = await ofCurrent(at).where(inArray(at.rows.householdKey, keys));
        return found.map(({ row }) => open(row));
      }),
    find: (id) =>
      read(async (at) => {
        const { importId, line } = at.rows;
        const isIt = and(eq(importId, id.importId), eq(line, id.line));
        const [found] = await ofCurrent(at).where(isIt);
        return found && open(found.row);
      }),
  };
}

/** People sealed, with blind keys beside them; imports in the clear, without a value of anybody. */
export function createRegisterStore(database: RegisterDatabase, ring: KeyRing): RegisterStore {
  const desk = registerDesk(database);
  return { ...importParts(desk, ring), ...searchParts(desk, ring), close: () => database.close() };
}
