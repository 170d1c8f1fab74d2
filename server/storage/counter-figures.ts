import { and, count, countDistinct, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { CounterFigureStore, FactChannel } from '../domain/counter/counter-figures.ts';
import type { ClosedFor } from '../domain/counter/sitting.ts';
import type { Connection, Driver } from './connection.ts';

/** Entries of the log that say where facts of a sitting came from; the facts are long gone. */
const CHANNELS: Readonly<Record<string, FactChannel>> = {
  'sitting.card_read': 'card',
  'sitting.register_taken': 'register',
  'sitting.draft_taken': 'phone',
};

const DAY_MS = 86_400_000;

function overIn({ tables: { counterSittings } }: Connection, from: string, to: string) {
  const { openedAt, state } = counterSittings;
  const midnight = (day: string) => Date.parse(`${day}T00:00:00+09:00`);
  return and(
    eq(state, 'closed'),
    gte(openedAt, midnight(from)),
    lt(openedAt, midnight(to) + DAY_MS),
  );
}

async function sittings(connection: Connection, from: string, to: string) {
  const { counterSittings } = connection.tables;
  const { openedAt, closedAt, bundle, locale, closedFor } = counterSittings;
  const month = connection.jstMonth(openedAt);
  const length = sql<number>`sum(${closedAt} - ${openedAt})`;
  const rows = await connection.db
    .select({ month, bundle, locale, closedFor, sittings: count(), length })
    .from(counterSittings)
    .where(overIn(connection, from, to))
    .groupBy(month, bundle, locale, closedFor);
  return rows.map(({ length: ms, ...row }) => ({
    ...row,
    closedFor: row.closedFor as ClosedFor,
    minutes: Number(ms) / 60_000,
  }));
}

async function sent(connection: Connection, from: string, to: string) {
  const { counterSittings, counterTasks } = connection.tables;
  const { procedureId, state, typedValues, carriedValues, paperValues } = counterTasks;
  const month = connection.jstMonth(counterSittings.openedAt);
  const { bundle } = counterSittings;
  const total = (column: typeof typedValues) => sql<number>`sum(${column})`.mapWith(Number);
  return connection.db
    .select({
      month,
      bundle,
      procedureId,
      sent: count(),
      typedValues: total(typedValues),
      carriedValues: total(carriedValues),
      paperValues: total(paperValues),
    })
    .from(counterTasks)
    .innerJoin(counterSittings, eq(counterSittings.id, counterTasks.sittingId))
    .where(and(eq(state, 'sent'), overIn(connection, from, to)))
    .groupBy(month, bundle, procedureId);
}

async function channels(connection: Connection, from: string, to: string) {
  const { counterSittings, auditEntries } = connection.tables;
  const { action, subject } = auditEntries;
  const month = connection.jstMonth(counterSittings.openedAt);
  const rows = await connection.db
    .select({ month, action, sittings: countDistinct(subject) })
    .from(auditEntries)
    .innerJoin(counterSittings, eq(counterSittings.id, subject))
    .where(and(inArray(action, Object.keys(CHANNELS)), overIn(connection, from, to)))
    .groupBy(month, action);
  return rows.map(({ action: key, ...row }) => ({
    ...row,
    channel: CHANNELS[key] as FactChannel,
  }));
}

/** What the counter has done, counted from what is left of its sittings. */
export function createCounterFigureStore(driver: Driver): CounterFigureStore {
  return {
    tallies: (from, to) =>
      driver.read(async (connection) => ({
        sittings: await sittings(connection, from, to),
        sent: await sent(connection, from, to),
        channels: await channels(connection, from, to),
      })),
  };
}
