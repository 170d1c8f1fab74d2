import { and, desc, eq, max } from 'drizzle-orm';
import type {
  KeyChange,
  KeyChangeEnd,
  KeyChangeState,
  KeyChangeStore,
} from '../domain/settings/key-change.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { PROPOSED } from './town-file-rows.ts';
import { isOn, put } from './town-file-store.ts';
import { raiseTownRevision } from './version-rows.ts';

type Row = Connection['tables']['sealingKeyChanges']['$inferSelect'];

function toChange({ state, askedAt, endedBy, endedAt, ...row }: Row): KeyChange {
  return {
    ...row,
    state: state as KeyChangeState,
    askedAt: toDate(askedAt),
    ...(endedBy !== null && { endedBy }),
    ...(endedAt !== null && { endedAt: toDate(endedAt) }),
  };
}

/** @returns false when it waits no more */
async function endChange(
  { db, tables: { sealingKeyChanges: changes } }: Connection,
  { change: { section, number }, state, by, at, reason }: KeyChangeEnd,
): Promise<boolean> {
  const isIt = and(eq(changes.section, section), eq(changes.number, number));
  const ended = await db
    .update(changes)
    .set({ state, endedBy: by, endedAt: at.getTime(), reason })
    .where(and(isIt, eq(changes.state, 'asked')))
    .returning({ number: changes.number });
  return ended.length > 0;
}

export function createKeyChangeStore(driver: Driver, ring: KeyRing): KeyChangeStore {
  return {
    waiting: () =>
      driver.read(async ({ db, tables: { sealingKeyChanges: changes } }) => {
        const rows = await db.select().from(changes).where(eq(changes.state, 'asked'));
        return rows.map(toChange);
      }),
    history: (section) =>
      driver.read(async ({ db, tables: { sealingKeyChanges: changes } }) => {
        const rows = await db
          .select()
          .from(changes)
          .where(eq(changes.section, section))
          .orderBy(desc(changes.number));
        return rows.map(toChange);
      }),
    ask: ({ askedAt, ...change }, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { sealingKeyChanges: changes } = tables;
        const isOf = eq(changes.section, change.section);
        const waiting = await db
          .select({ number: changes.number })
          .from(changes)
          .where(and(isOf, eq(changes.state, 'asked')));
        if (waiting.length > 0) return false;
        const [newest] = await db
          .select({ number: max(changes.number) })
          .from(changes)
          .where(isOf);
        const number = (newest?.number ?? 0) + 1;
        const row = { ...change, number, state: 'asked', askedAt: askedAt.getTime(), reason: '' };
        await db.insert(changes).values(row);
        await appendAudit(connection, ring, audit);
        return true;
      }),
    end: (end, audit) =>
      driver.write(async (connection) => {
        if (!(await endChange(connection, end))) return false;
        await appendAudit(connection, ring, audit);
        return true;
      }),
    confirm: (end, { proposal, ...change }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { townFiles } = tables;
        const { path } = change.file;
        if (!(await isOn(connection, path, change.base))) return false;
        const isProposed = and(eq(townFiles.path, path), eq(townFiles.number, PROPOSED));
        const [waiting] = await db.select().from(townFiles).where(isProposed);
        if (waiting?.content !== proposal?.content) return false;
        if (!(await endChange(connection, end))) return false;
        await put(connection, ring, change);
        await raiseTownRevision(connection);
        if (waiting && proposal) {
          await db.insert(townFiles).values({ ...waiting, content: proposal.carried });
        }
        return true;
      }),
  };
}
