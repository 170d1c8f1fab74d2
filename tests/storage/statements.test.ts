import { eq, max, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { change, statement } from '../../server/storage/connection.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const { placeholder } = sql;

const addJourney = change('test_journey_add', (db, { journeys }) =>
  db
    .insert(journeys)
    .values({
      id: placeholder('id'),
      procedureId: placeholder('procedure'),
      version: '1',
      channel: 'online',
      locale: 'ja',
      startedAt: 5,
    })
    .onConflictDoNothing(),
);

const journeysOf = statement('test_journeys', (db, { journeys }) =>
  db
    .select({ id: journeys.id, procedureId: journeys.procedureId, startedAt: journeys.startedAt })
    .from(journeys)
    .where(eq(journeys.procedureId, placeholder('procedure')))
    .orderBy(journeys.id),
);

const lastStart = statement('test_last_start', (db, { journeys }) =>
  db
    .select({ at: max(journeys.startedAt) })
    .from(journeys)
    .where(eq(journeys.procedureId, placeholder('procedure'))),
);

const withDrafts = statement('test_joined', (db, { journeys, drafts }) =>
  db
    .select()
    .from(journeys)
    .leftJoin(drafts, eq(drafts.id, journeys.id))
    .where(eq(journeys.procedureId, placeholder('procedure'))),
);

describe.each(DATABASES)('prepared statements (%s)', (dialect) => {
  const database = useDatabase(dialect);
  const add = (procedure: string, id: string) =>
    database().driver.write(async (connection) => addJourney(connection, { procedure, id }));
  const read = (procedure: string) =>
    database().driver.read(async (connection) => journeysOf(connection, { procedure }));

  it('give rows under their own names, constants and values in their places', async () => {
    await add('p1', 'a1');
    await add('p1', 'a2');
    expect(await read('p1')).toEqual([
      { id: 'a1', procedureId: 'p1', startedAt: 5 },
      { id: 'a2', procedureId: 'p1', startedAt: 5 },
    ]);
    const last = await database().driver.read(async (connection) =>
      Promise.all(['p1', 'nobody'].map((procedure) => lastStart(connection, { procedure }))),
    );
    expect(last.flat()).toEqual([{ at: 5 }, { at: null }]);
  });

  it('tell how many rows they changed', async () => {
    expect(await add('p2', 'b1')).toBe(1);
    expect(await add('p2', 'b1')).toBe(0);
  });

  it('give joined tables each by itself', async () => {
    await add('p3', 'c1');
    const rows = await database().driver.read(async (connection) =>
      withDrafts(connection, { procedure: 'p3' }),
    );
    expect(rows).toMatchObject([{ journeys: { id: 'c1', startedAt: 5 }, drafts: null }]);
  });

  it('refuse to run without a value', async () => {
    await expect(
      database().driver.write(async (connection) => addJourney(connection, { procedure: 'p4' })),
    ).rejects.toThrow();
    expect(await read('p4')).toEqual([]);
  });

  it.runIf(dialect === 'sqlite')('write nothing where only reading is meant', async () => {
    const values = { procedure: 'p6', id: 'f1' };
    await expect(
      database().driver.read(async (connection) => addJourney(connection, values)),
    ).rejects.toThrow('Only `write`');
    expect(await read('p6')).toEqual([]);
  });

  it('read nothing that is not committed, and everything that is', async () => {
    await expect(
      database().driver.write(async (connection) => {
        await addJourney(connection, { procedure: 'p5', id: 'e1' });
        expect(await journeysOf(connection, { procedure: 'p5' })).toHaveLength(1);
        expect(await read('p5')).toEqual([]);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await read('p5')).toEqual([]);
    await add('p5', 'e1');
    expect(await read('p5')).toHaveLength(1);
  });
});
