import { asc, eq } from 'drizzle-orm';
import { type CounterTask, NOTHING_KNOWN, type Sitting } from '../domain/counter/sitting.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['counterSittings']['$inferSelect'];

/** What the facts are sealed for: they open in their own sitting only. */
export const factsOf = (sittingId: string) => `counter_sittings.facts:${sittingId}`;

export function toSitting(ring: KeyRing, row: Row): Sitting {
  const { openedAt, touchedAt, closedAt, facts, ...same } = row;
  return {
    ...same,
    state: row.state as Sitting['state'],
    locale: row.locale as Locale,
    closedFor: row.closedFor as Sitting['closedFor'],
    facts: facts === null ? NOTHING_KNOWN : JSON.parse(ring.open(facts, factsOf(row.id))),
    openedAt: toDate(openedAt),
    touchedAt: toDate(touchedAt),
    closedAt: toDateOrNull(closedAt),
  };
}

// It stands in an address: databases refuse some characters that a URL can carry.
const ID = /^[\w-]{1,64}$/;

export async function readSitting(
  { db, tables: { counterSittings } }: Connection,
  ring: KeyRing,
  id: string,
): Promise<Sitting | undefined> {
  if (!ID.test(id)) return undefined;
  const [row] = await db.select().from(counterSittings).where(eq(counterSittings.id, id));
  return row && toSitting(ring, row);
}

export async function readTasks(
  { db, tables: { counterTasks } }: Connection,
  sittingId: string,
): Promise<CounterTask[]> {
  const rows = await db
    .select()
    .from(counterTasks)
    .where(eq(counterTasks.sittingId, sittingId))
    .orderBy(asc(counterTasks.position));
  return rows.map(({ sittingId: _sitting, ...row }) => ({
    ...row,
    state: row.state as CounterTask['state'],
  }));
}
