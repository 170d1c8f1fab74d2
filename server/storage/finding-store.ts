import { randomUUID } from 'node:crypto';
import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Finding, FindingStore, StoredFinding } from '../domain/books/finding.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['bookFindings']['$inferSelect'];

/** Where the day of the newest check stands. */
const CHECKED = { provider: 'books', stream: 'checked' } as const;
const noteOf = (id: string) => `book_findings.note:${id}`;
const keyOf = ({ rule, subject }: Pick<Row, 'rule' | 'subject'>) => JSON.stringify([rule, subject]);

function toFinding(ring: KeyRing, row: Row): StoredFinding {
  const { id, rule, subject, foundOn, state, settledBy, settledAt, note } = row;
  return {
    id,
    rule: rule as Finding['rule'],
    subject,
    detail: JSON.parse(row.detail),
    foundOn,
    state: state as StoredFinding['state'],
    settledBy,
    settledAt: toDateOrNull(settledAt),
    note: note === null ? null : ring.open(note, noteOf(id)),
  };
}

async function record(
  connection: Connection,
  found: readonly Finding[],
  day: string,
  at: number,
): Promise<number> {
  const { db, tables } = connection;
  const { bookFindings: table, providerCursors } = tables;
  const known = await db
    .select()
    .from(table)
    .where(inArray(table.state, ['open', 'explained']));
  const standing = new Map(known.map((row) => [keyOf(row), row]));
  const wanted = new Map(found.map((one) => [keyOf(one), one]));
  for (const row of known) {
    const now = wanted.get(keyOf(row));
    const isSame = now !== undefined && JSON.stringify(now.detail) === row.detail;
    // One that is open and says something else is brought up to date, below.
    if (isSame || (now !== undefined && row.state === 'open')) continue;
    const settled = row.state === 'open' ? { settledBy: 'system', settledAt: at } : {};
    await db
      .update(table)
      .set({ state: 'gone', ...settled })
      .where(eq(table.id, row.id));
    standing.delete(keyOf(row));
  }
  for (const [key, { rule, subject, detail }] of wanted) {
    const text = JSON.stringify(detail);
    const old = standing.get(key);
    if (old?.detail === text) continue;
    if (old !== undefined) {
      await db.update(table).set({ detail: text }).where(eq(table.id, old.id));
      continue;
    }
    const when = { foundOn: day, foundAt: at, state: 'open' };
    await db.insert(table).values({ id: randomUUID(), rule, subject, detail: text, ...when });
  }
  await db
    .insert(providerCursors)
    .values({ ...CHECKED, cursor: day, at })
    .onConflictDoUpdate({
      target: [providerCursors.provider, providerCursors.stream],
      set: { cursor: day, at },
    });
  return countOpen(connection);
}

async function countOpen({ db, tables: { bookFindings } }: Connection): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(bookFindings)
    .where(eq(bookFindings.state, 'open'));
  return row?.open ?? 0;
}

/** What does not add up, as the nightly check found it. */
export function createFindingStore(driver: Driver, ring: KeyRing): FindingStore {
  return {
    record: (found, day, at) =>
      driver.write((connection) => record(connection, found, day, at.getTime())),
    openCount: () => driver.read(countOpen),
    list: (limit) =>
      driver.read(async ({ db, tables: { bookFindings: table } }) => {
        const order = sql`case ${table.state} when 'open' then 0 when 'explained' then 1 else 2 end`;
        const rows = await db
          .select()
          .from(table)
          .orderBy(order, desc(table.foundAt), table.id)
          .limit(limit);
        return rows.map((row) => toFinding(ring, row));
      }),
    explain: (id, note, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const table = tables.bookFindings;
        const settled = { settledBy: actor, settledAt: at.getTime() };
        const [row] = await db
          .update(table)
          .set({ state: 'explained', note: ring.seal(note, noteOf(id)), ...settled })
          .where(and(eq(table.id, id), eq(table.state, 'open')))
          .returning();
        if (row === undefined) return false;
        const detail = { rule: row.rule, about: row.subject };
        await appendAudit(connection, ring, {
          at,
          actor,
          action: 'books.finding_explained',
          subject: id,
          detail,
        });
        return true;
      }),
    lastCheck: () =>
      driver.read(async ({ db, tables: { providerCursors: table } }) => {
        const here = and(eq(table.provider, CHECKED.provider), eq(table.stream, CHECKED.stream));
        const [row] = await db.select().from(table).where(here);
        return row?.cursor;
      }),
  };
}
