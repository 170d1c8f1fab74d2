import { and, asc, between, count, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { DomainError } from '../domain/errors.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { NewTicket, QueueStore, WaitCount } from '../domain/queue/queue-store.ts';
import type {
  DeskAct,
  QueueTicket,
  TicketChange,
  TicketState,
} from '../domain/queue/queue-ticket.ts';
import { called, ended } from '../domain/queue/ticket-steps.ts';
import { waitOf } from '../domain/queue/waited.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['queueTickets']['$inferSelect'];

function toTicket(row: Row): QueueTicket {
  return {
    ...row,
    locale: row.locale as Locale,
    state: row.state as TicketState,
    takenAt: toDate(row.takenAt),
    calledAt: toDateOrNull(row.calledAt),
    servedAt: toDateOrNull(row.servedAt),
    endedAt: toDateOrNull(row.endedAt),
  };
}

/** Moments of a change as the columns have them. */
function toColumns(change: TicketChange) {
  const entries = Object.entries(change).map(([name, value]) => [
    name,
    value instanceof Date ? value.getTime() : value,
  ]);
  return Object.fromEntries(entries) as Partial<Row>;
}

/** 番号札: the writers' queue makes sure that no number is given or called twice. */
export function createQueueStore(driver: Driver): QueueStore {
  return {
    take: (ticket) => driver.write((connection) => take(connection, ticket)),
    find: (id) => driver.read((connection) => find(connection, id)),
    listOf: (day) =>
      driver.read(async ({ db, tables: { queueTickets } }) => {
        const { takenAt, number } = queueTickets;
        const own = eq(queueTickets.day, day);
        const rows = await db.select().from(queueTickets).where(own).orderBy(takenAt, number);
        return rows.map(toTicket);
      }),
    callNext: (call) => driver.write((connection) => callNext(connection, call)),
    change: ({ id, day }, decide) =>
      driver.write(async (connection) => {
        const ticket = await find(connection, id);
        if (ticket?.day !== day) throw new DomainError('page_not_found');
        return write(connection, ticket, decide(ticket));
      }),
    waits: (from, to) =>
      driver.read(async ({ db, tables: { queueTickets } }) => {
        const { day, servedAt } = queueTickets;
        const own = and(between(day, from, to), isNotNull(servedAt));
        const rows = await db.select().from(queueTickets).where(own);
        return rows.map(toTicket).flatMap((ticket) => {
          const minutes = waitOf(ticket);
          const { queue, takenAt } = ticket;
          return minutes === undefined ? [] : [{ day: ticket.day, queue, takenAt, minutes }];
        });
      }),
    waitCounts: (from, to) => driver.read((connection) => waitCounts(connection, from, to)),
  };
}

async function find(
  { db, tables: { queueTickets } }: Connection,
  id: string,
): Promise<QueueTicket | undefined> {
  const [row] = await db.select().from(queueTickets).where(eq(queueTickets.id, id));
  return row && toTicket(row);
}

async function write(
  { db, tables: { queueTickets } }: Connection,
  ticket: QueueTicket,
  change: TicketChange,
): Promise<QueueTicket> {
  await db.update(queueTickets).set(toColumns(change)).where(eq(queueTickets.id, ticket.id));
  return { ...ticket, ...change };
}

async function take(
  connection: Connection,
  { id, day, queue, locale, numbers, at }: NewTicket,
): Promise<QueueTicket | undefined> {
  const known = await find(connection, id);
  if (known !== undefined) return known;
  const { db, tables } = connection;
  const { queueTickets } = tables;
  // By number and not by queue: one that was moved away has left no gap behind.
  const { number } = queueTickets;
  const given = and(eq(queueTickets.day, day), between(number, numbers.first, numbers.last));
  const [last] = await db
    .select()
    .from(queueTickets)
    .where(given)
    .orderBy(desc(queueTickets.number))
    .limit(1);
  const next = last === undefined ? numbers.first : last.number + 1;
  if (next > numbers.last) return undefined;
  const row = {
    id,
    day,
    number: next,
    queue,
    locale,
    state: 'waiting',
    // Who gets the later number has not been here longer, whatever the clocks of two servers say.
    takenAt: Math.max(at.getTime(), last?.takenAt ?? 0),
    calledAt: null,
    calls: 0,
    desk: null,
    calledBy: null,
    servedAt: null,
    endedAt: null,
    sittingId: null,
  };
  await db.insert(queueTickets).values(row);
  return toTicket(row);
}

async function callNext(
  connection: Connection,
  { day, queue, ...act }: DeskAct & { readonly day: string; readonly queue: string },
): Promise<QueueTicket | undefined> {
  const { db, tables } = connection;
  const { queueTickets } = tables;
  const { desk, calledBy, state } = queueTickets;
  const here = and(eq(queueTickets.day, day), eq(desk, act.desk), eq(calledBy, act.actor));
  const [pending] = await db
    .select()
    .from(queueTickets)
    .where(and(here, eq(state, 'called')))
    .limit(1);
  if (pending !== undefined) return toTicket(pending);
  const busy = await db
    .select()
    .from(queueTickets)
    .where(and(here, eq(state, 'served')));
  for (const ticket of busy.map(toTicket)) await write(connection, ticket, ended(ticket, act.at));
  const waiting = and(
    eq(queueTickets.day, day),
    eq(queueTickets.queue, queue),
    eq(state, 'waiting'),
  );
  const [next] = await db
    .select()
    .from(queueTickets)
    .where(waiting)
    .orderBy(asc(queueTickets.takenAt), asc(queueTickets.number))
    .limit(1);
  if (next === undefined) return undefined;
  const ticket = toTicket(next);
  return write(connection, ticket, called(ticket, act));
}

/** The same rule as `waitOf`, counted in the database: a year of a town is a few hundred rows. */
async function waitCounts(
  { db, tables: { queueTickets } }: Connection,
  from: string,
  to: string,
): Promise<WaitCount[]> {
  const { day, queue, takenAt, servedAt, endedAt } = queueTickets;
  const month = sql<string>`substr(${day}, 1, 7)`;
  const minutes = sql<number>`(${servedAt} - ${takenAt}) / 60000`;
  const came = or(isNull(endedAt), sql`${endedAt} >= ${servedAt}`);
  const rows = await db
    .select({ month, queue, minutes, tickets: count() })
    .from(queueTickets)
    .where(and(between(day, from, to), isNotNull(servedAt), came))
    .groupBy(month, queue, minutes)
    .orderBy(month, queue, minutes);
  return rows.map((row) => ({ ...row, minutes: Number(row.minutes) }));
}
