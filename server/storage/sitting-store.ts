import { and, asc, eq, inArray, lt, ne, or } from 'drizzle-orm';
import type { CounterTask, Sitting } from '../domain/counter/sitting.ts';
import type { SittingChange, SittingStore } from '../domain/counter/sitting-store.ts';
import { DomainError } from '../domain/errors.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { endSitting } from './end-sitting.ts';
import { factsOf, readSitting, readTasks, toSitting } from './sitting-rows.ts';

const NO_VALUES = { typedValues: 0, carriedValues: 0, paperValues: 0 };

/** Sittings at the counter and their task lists. */
export function createSittingStore(driver: Driver, ring: KeyRing): SittingStore {
  return {
    ...reading(driver, ring),
    open: (sitting) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { counterSittings } = tables;
        const { deviceId, openedAt } = sitting;
        const taken = deviceId === null ? undefined : await openOn(connection, deviceId);
        if (taken !== undefined) return { result: 'taken', sittingId: taken };
        const at = openedAt.getTime();
        const row = { ...sitting, openedAt: at, touchedAt: at, state: 'open', revision: 0 };
        await db.insert(counterSittings).values({ ...row, ...NO_VALUES });
        const { id: subject, section, openedBy: actor } = sitting;
        const entry = { action: 'sitting.opened', subject, detail: { section } };
        await appendAudit(connection, ring, { at: openedAt, actor, ...entry });
        return { result: 'opened' };
      }),
    change: ({ id, now }, decide) =>
      driver.write((connection) => changeSitting(connection, ring, { id, now }, decide)),
    touch: (id, now) =>
      driver.write(async ({ db, tables: { counterSittings } }) => {
        const own = and(eq(counterSittings.id, id), ne(counterSittings.state, 'closed'));
        await db.update(counterSittings).set({ touchedAt: now.getTime() }).where(own);
      }),
    close: (end) => driver.write((connection) => endSitting(connection, ring, end)),
    keepPost: ({ at, ...post }) =>
      driver.write(async ({ db, tables: { counterPosts } }) => {
        const row = { ...post, at: at.getTime() };
        await db.insert(counterPosts).values(row).onConflictDoNothing();
      }),
  };
}

function reading(
  driver: Driver,
  ring: KeyRing,
): Pick<SittingStore, 'find' | 'findOn' | 'tasks' | 'listPassedOn' | 'listIdle' | 'findPost'> {
  return {
    find: (id) => driver.read((connection) => readSitting(connection, ring, id)),
    findOn: (deviceId) =>
      driver.read(async (connection) => {
        const id = await openOn(connection, deviceId);
        return id === undefined ? undefined : readSitting(connection, ring, id);
      }),
    tasks: (sittingId) => driver.read((connection) => readTasks(connection, sittingId)),
    listPassedOn: ({ sections, login }) =>
      driver.read(async ({ db, tables: { counterSittings } }) => {
        const { state, passedTo, openedAt } = counterSittings;
        const to = inArray(passedTo, [...sections, `staff:${login}`]);
        const rows = await db
          .select()
          .from(counterSittings)
          .where(and(eq(state, 'passed_on'), to))
          .orderBy(asc(openedAt));
        return rows.map((row) => toSitting(ring, row));
      }),
    listIdle: (before) =>
      driver.read(async ({ db, tables: { counterSittings } }) => {
        const { state, touchedAt } = counterSittings;
        const alive = or(eq(state, 'open'), eq(state, 'passed_on'));
        const rows = await db
          .select()
          .from(counterSittings)
          .where(and(alive, lt(touchedAt, before.getTime())));
        return rows.map((row) => toSitting(ring, row));
      }),
    findPost: (id) =>
      driver.read(async ({ db, tables: { counterPosts } }) => {
        const [row] = await db.select().from(counterPosts).where(eq(counterPosts.id, id));
        return row && { sittingId: row.sittingId, location: row.location };
      }),
  };
}

async function openOn(
  { db, tables: { counterSittings } }: Connection,
  deviceId: string,
): Promise<string | undefined> {
  const own = and(eq(counterSittings.deviceId, deviceId), eq(counterSittings.state, 'open'));
  const [row] = await db.select({ id: counterSittings.id }).from(counterSittings).where(own);
  return row?.id;
}

/** Inside the caller's write: `SittingStore.change`. */
export async function changeSitting(
  connection: Connection,
  ring: KeyRing,
  { id, now }: { id: string; now: Date },
  decide: (sitting: Sitting, tasks: readonly CounterTask[]) => SittingChange,
): Promise<Sitting> {
  const { db, tables } = connection;
  const sitting = await readSitting(connection, ring, id);
  if (sitting === undefined) throw new DomainError('page_not_found');
  if (sitting.state === 'closed') throw new DomainError('transition_not_allowed');
  const {
    sitting: changed = {},
    tasks = [],
    audit,
  } = decide(sitting, await readTasks(connection, id));
  const next = { ...sitting, ...changed, touchedAt: now, revision: sitting.revision + 1 };
  if (next.deviceId !== null && next.state === 'open') {
    const other = await openOn(connection, next.deviceId);
    if (other !== undefined && other !== id) throw new DomainError('transition_not_allowed');
  }
  const { facts, ...columns } = changed;
  const sealed = facts && { facts: ring.seal(JSON.stringify(facts), factsOf(id)) };
  await db
    .update(tables.counterSittings)
    .set({ ...columns, ...sealed, touchedAt: now.getTime(), revision: next.revision })
    .where(eq(tables.counterSittings.id, id));
  for (const task of tasks) {
    const row = { ...task, sittingId: id };
    const { id: target } = tables.counterTasks;
    await db.insert(tables.counterTasks).values(row).onConflictDoUpdate({ target, set: row });
  }
  if (audit) await appendAudit(connection, ring, { at: now, subject: id, ...audit });
  return next;
}
