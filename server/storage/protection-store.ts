import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { marksOfPerson } from '../domain/protections/person-marks.ts';
import type { Protection } from '../domain/protections/protection.ts';
import type { ProtectionStore } from '../domain/protections/protection-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Driver, statement } from './connection.ts';
import { insertMany } from './insert-many.ts';
import { protectedCaseParts } from './protection-cases.ts';
import { changeReaders, endOne, note, noteSearchOf, putReaders } from './protection-changes.ts';
import { protectionFinder, protectionKeys } from './protection-keys.ts';
import { namedFew, ownRows, sealed, toProtection } from './protection-rows.ts';

/** Asked with every list of the office. */
const endingFor = statement('protections_ending', (db, { protections, protectionReaders }) =>
  db
    .select({ id: protections.id })
    .from(protectionReaders)
    .innerJoin(protections, eq(protections.id, protectionReaders.protectionId))
    .where(
      and(
        eq(protectionReaders.staffId, sql.placeholder('staffId')),
        isNull(protections.endedAt),
        lte(protections.toDay, sql.placeholder('day')),
      ),
    ),
);

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
    overview: () =>
      driver.read(async (connection) => {
        const { protections } = connection.tables;
        const rows = await connection.db
          .select({ id: protections.id, to: protections.toDay })
          .from(protections)
          .where(isNull(protections.endedAt))
          .orderBy(asc(protections.toDay), asc(protections.id));
        const found: Pick<Protection, 'id' | 'to' | 'readers'>[] = [];
        for (const row of rows) found.push({ ...row, readers: await namedFew(connection, row.id) });
        return found;
      }),
    countEnding: (staffId, day) =>
      driver.read(async (connection) => {
        const rows = await endingFor(connection, { staffId, day });
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
