import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../server/storage/connection.ts';
import { type Transactions, WriteQueue } from '../../server/storage/write-queue.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleDraft } from './samples.ts';

function recorder(fail: Partial<Record<keyof Transactions, Error>> = {}) {
  const calls: string[] = [];
  const step = (name: keyof Transactions) => async () => {
    calls.push(name);
    if (fail[name]) throw fail[name];
  };
  const transactions: Transactions = {
    begin: async () => {
      await step('begin')();
      return {} as Connection;
    },
    commit: step('commit'),
    rollback: step('rollback'),
    savepoint: step('savepoint'),
    release: step('release'),
    rollbackToSavepoint: step('rollbackToSavepoint'),
  };
  const queue = new WriteQueue(transactions, (error) => new Error('unavailable', { cause: error }));
  return { calls, queue };
}

it('commits what waits together once, each in its own savepoint', async () => {
  const { calls, queue } = recorder();
  expect(await Promise.all([1, 2].map((n) => queue.add(async () => n)))).toEqual([1, 2]);
  expect(calls).toEqual(['begin', 'savepoint', 'release', 'savepoint', 'release', 'commit']);
});

it('tells nobody anything before the commit, not even a refusal', async () => {
  const { calls, queue } = recorder();
  const told: string[] = [];
  const works = [
    queue.add(async () => 'done').then(() => told.push('done', calls.at(-1) ?? '')),
    queue
      .add(async () => {
        throw new Error('refused');
      })
      .catch(() => told.push('refused', calls.at(-1) ?? '')),
  ];
  await Promise.all(works);
  expect(told).toEqual(['done', 'commit', 'refused', 'commit']);
});

it('acknowledges nothing when the commit fails, and goes on afterwards', async () => {
  const full = Object.assign(new Error('disk'), { code: 'SQLITE_FULL' });
  const fail: { commit?: Error } = { commit: full };
  const { calls, queue } = recorder(fail);
  const results = await Promise.allSettled([queue.add(async () => 1), queue.add(async () => 2)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(calls.at(-1)).toBe('rollback');
  delete fail.commit;
  expect(await queue.add(async () => 3)).toBe(3);
});

it('waits for all that was queued before it says that it is drained', async () => {
  const { queue } = recorder();
  const done: number[] = [];
  for (let n = 0; n < 200; n += 1) void queue.add(async () => done.push(n));
  await nextTurn();
  await queue.drained();
  expect(done).toHaveLength(200);
});

describe.each(DATABASES)('group commit (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('undoes the one that fails and keeps its neighbours', async () => {
    const drafts = Array.from({ length: 9 }, () => sampleDraft());
    const results = await Promise.allSettled(
      drafts.map((draft, n) =>
        db().driver.write(async ({ db, tables }) => {
          const { id, procedureId, version, channel, locale } = draft;
          const row = { id, procedureId, version, channel, locale, startedAt: NOW.getTime() };
          await db.insert(tables.journeys).values(row);
          if (n % 3 === 1) throw new Error('refused');
          // The same row again: the database itself refuses.
          if (n % 3 === 2) await db.insert(tables.journeys).values(row);
        }),
      ),
    );
    const kept = await db().driver.read(async ({ db, tables }) =>
      db.select().from(tables.journeys),
    );
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual(
      drafts.map((_, n) => n % 3 === 0),
    );
    expect(kept.map(({ id }) => id).sort()).toEqual(
      drafts
        .filter((_, n) => n % 3 === 0)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
