import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import { marksOfPerson } from '../domain/protections/person-marks.ts';
import type {
  ProtectedPerson,
  Protection,
  ProtectionBy,
  ProtectionStore,
} from '../domain/protections/protection.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { insertMany } from './insert-many.ts';
import { protectedCaseParts, takeFromOthers } from './protection-cases.ts';
import { protectionFinder, protectionKeys } from './protection-keys.ts';
import type { Tables } from './schema.ts';

type Row = Tables['protections']['$inferSelect'];

/** What lies sealed: the person, and who looked for them. */
interface Sealed {
  readonly person: ProtectedPerson;
  readonly searches: readonly { readonly staffId: string; readonly at: number }[];
}

const place = (id: string) => `protections.person:${id}`;

const sealed = (ring: KeyRing, id: string, content: Sealed) =>
  ring.seal(JSON.stringify(content), place(id));

const opened = (ring: KeyRing, { id, person }: Row): Sealed =>
  JSON.parse(ring.open(person, place(id))) as Sealed;

const NOBODY: Sealed = {
  person: { name: {}, birth: '', phone: '', why: '' },
  searches: [],
};

/** The log has all of them for ever. */
const MOST_SEARCHES = 50;

function note(
  connection: Connection,
  ring: KeyRing,
  by: ProtectionBy,
  entry: { action: string; subject: string; detail?: Record<string, string | number> },
) {
  return appendAudit(connection, ring, { ...by, detail: {}, ...entry });
}

async function readersOf({ db, tables: { protectionReaders } }: Connection, id: string) {
  const rows = await db
    .select()
    .from(protectionReaders)
    .where(eq(protectionReaders.protectionId, id));
  return rows.map(({ staffId }) => staffId);
}

async function toProtection(connection: Connection, ring: KeyRing, row: Row): Promise<Protection> {
  const { person, searches } = opened(ring, row);
  return {
    id: row.id,
    person,
    from: row.fromDay,
    to: row.toDay,
    readers: await readersOf(connection, row.id),
    searches: searches.map(({ staffId, at }) => ({ staffId, at: new Date(at) })),
  };
}

/** Living ones that this person reads. */
function ownRows({ db, tables }: Connection, staffId: string) {
  const { protections, protectionReaders } = tables;
  const own = db
    .select({ id: protectionReaders.protectionId })
    .from(protectionReaders)
    .where(eq(protectionReaders.staffId, staffId));
  return { protections, isOwn: and(isNull(protections.endedAt), inArray(protections.id, own)) };
}

async function putReaders(connection: Connection, id: string, readers: readonly string[]) {
  const { db, tables } = connection;
  await db.delete(tables.protectionReaders).where(eq(tables.protectionReaders.protectionId, id));
  const rows = [...new Set(readers)].map((staffId) => ({ protectionId: id, staffId }));
  await insertMany(connection, tables.protectionReaders, rows);
}

async function changeReaders(
  connection: Connection,
  ring: KeyRing,
  { id, readers, by }: { id: string; readers: readonly string[]; by: ProtectionBy },
) {
  const { db, tables } = connection;
  await putReaders(connection, id, readers);
  const detail = { staff: [...readers].sort().join(' ') };
  await note(connection, ring, by, { action: 'protection.readers_set', subject: id, detail });
  const cases = await db
    .select({ id: tables.protectedCases.applicationId })
    .from(tables.protectedCases)
    .where(eq(tables.protectedCases.protectionId, id));
  for (const one of cases) await takeFromOthers(connection, ring, one.id, by);
}

async function endOne(connection: Connection, ring: KeyRing, id: string, by: ProtectionBy) {
  const { db, tables } = connection;
  const { protections, protectedCases, protectionKeys: keys, protectionReaders } = tables;
  for (const table of [protectedCases, keys, protectionReaders]) {
    await db.delete(table).where(eq(table.protectionId, id));
  }
  await db
    .update(protections)
    .set({ endedAt: by.at.getTime(), person: sealed(ring, id, NOBODY) })
    .where(eq(protections.id, id));
  await note(connection, ring, by, { action: 'protection.ended', subject: id });
}

async function noteSearchOf(
  connection: Connection,
  ring: KeyRing,
  { id, staffId, by }: { id: string; staffId: string; by: ProtectionBy },
) {
  const { db, tables } = connection;
  const { protections } = tables;
  const [row] = await db.select().from(protections).where(eq(protections.id, id));
  if (!row || (await readersOf(connection, id)).includes(staffId)) return;
  const { person, searches } = opened(ring, row);
  const kept = [{ staffId, at: by.at.getTime() }, ...searches].slice(0, MOST_SEARCHES);
  await db
    .update(protections)
    .set({ person: sealed(ring, id, { person, searches: kept }) })
    .where(eq(protections.id, id));
  await note(connection, ring, by, { action: 'access.search_blocked', subject: id });
}

/** Protected persons, sealed, with the blind keys by which their cases are found. */
export function createProtectionStore(driver: Driver, ring: KeyRing): ProtectionStore {
  return {
    ...protectedCaseParts(driver, ring),
    add: ({ id, person, from, to, readers, createdBy }, by) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const days = { fromDay: from, toDay: to };
        const content = sealed(ring, id, { person, searches: [] });
        const made = { createdBy, createdAt: by.at.getTime() };
        await db.insert(tables.protections).values({ id, person: content, ...days, ...made });
        const keys = protectionKeys(ring, marksOfPerson(person));
        const rows = keys.map((key) => ({ key, protectionId: id }));
        await insertMany(connection, tables.protectionKeys, rows);
        await putReaders(connection, id, readers);
        const detail = { from, to, staff: [...readers].sort().join(' ') };
        await note(connection, ring, by, { action: 'protection.added', subject: id, detail });
      }),
    find: (id, staffId) =>
      driver.read(async (connection) => {
        const { protections, isOwn } = ownRows(connection, staffId);
        const [row] = await connection.db
          .select()
          .from(protections)
          .where(and(isOwn, eq(protections.id, id)));
        return row && toProtection(connection, ring, row);
      }),
    listFor: (staffId) =>
      driver.read(async (connection) => {
        const { protections, isOwn } = ownRows(connection, staffId);
        const rows = await connection.db
          .select()
          .from(protections)
          .where(isOwn)
          .orderBy(asc(protections.toDay), asc(protections.id));
        const found: Protection[] = [];
        for (const row of rows) found.push(await toProtection(connection, ring, row));
        return found;
      }),
    countEnding: (staffId, day) =>
      driver.read(async (connection) => {
        const { protections, isOwn } = ownRows(connection, staffId);
        const rows = await connection.db
          .select({ id: protections.id })
          .from(protections)
          .where(and(isOwn, lte(protections.toDay, day)));
        return rows.length;
      }),
    renew: (id, { from, to }, by) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { protections } = tables;
        const living = and(eq(protections.id, id), isNull(protections.endedAt));
        const [row] = await db.select().from(protections).where(living);
        if (row?.toDay !== from) return false;
        await db.update(protections).set({ toDay: to }).where(eq(protections.id, id));
        const detail = { from, to };
        await note(connection, ring, by, { action: 'protection.renewed', subject: id, detail });
        return true;
      }),
    setReaders: (id, readers, by) =>
      driver.write((connection) => changeReaders(connection, ring, { id, readers, by })),
    end: (id, by) => driver.write((connection) => endOne(connection, ring, id, by)),
    async noteSearch(terms, staffId, by) {
      const find = await driver.read((connection) => protectionFinder(connection, ring));
      const ids = find(terms);
      if (ids.length === 0) return;
      await driver.write(async (connection) => {
        for (const id of ids) await noteSearchOf(connection, ring, { id, staffId, by });
      });
    },
  };
}
