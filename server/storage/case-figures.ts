import { and, count, eq, gte, inArray, isNull, lt, min, sql } from 'drizzle-orm';
import type { CaseFigureStore } from '../domain/inbox/case-figures.ts';
import { OPEN_QUEUES, QUEUES, type Queue } from '../domain/inbox/queue.ts';
import type { Connection, Driver } from './connection.ts';
import { toDateOrNull } from './row-values.ts';

const NOT_CLOSED = QUEUES.filter((queue) => queue !== 'closed');

/** Along the index of the lists, so that what is closed is not even passed by. */
async function openCases({ db, tables: { inbox } }: Connection, sections: string[]) {
  const rows = await db
    .select({ queue: inbox.queue, count: count() })
    .from(inbox)
    .where(and(inArray(inbox.section, sections), inArray(inbox.queue, [...NOT_CLOSED])))
    .groupBy(inbox.queue);
  const found = new Map(rows.map((row) => [row.queue, Number(row.count)]));
  return new Map(NOT_CLOSED.map((queue): [Queue, number] => [queue, found.get(queue) ?? 0]));
}

async function overdueCases(
  { db, tables: { inbox } }: Connection,
  sections: string[],
  today: string,
): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(inbox)
    .where(
      and(
        inArray(inbox.section, sections),
        inArray(inbox.queue, [...OPEN_QUEUES]),
        lt(inbox.dueOn, today),
      ),
    );
  return Number(row?.count ?? 0);
}

/** Ids of notes of refused mails begin alike: so SQLite need not look through all that was written. */
function refusedRows(dialect: Driver['dialect'], { messages }: Connection['tables']) {
  const open = and(eq(messages.author, 'mail_refused'), isNull(messages.readAt));
  const isNamedSo = and(gte(messages.id, 'refused:'), lt(messages.id, 'refused;'));
  return dialect === 'sqlite' ? and(isNamedSo, open) : open;
}

async function mails({ db, tables }: Connection, dialect: Driver['dialect']) {
  const { outbox, messages } = tables;
  const [unsent] = await db
    .select({ count: count(), oldest: min(outbox.nextAt) })
    .from(outbox)
    .where(isNull(outbox.sentAt));
  const [refused] = await db
    .select({ count: count() })
    .from(messages)
    .where(refusedRows(dialect, tables));
  return {
    unsentMails: Number(unsent?.count ?? 0),
    oldestMailDue: toDateOrNull(unsent?.oldest ?? null),
    refusedMails: Number(refused?.count ?? 0),
  };
}

async function logBehind({ db, tables: { auditHead, projections } }: Connection): Promise<number> {
  const followed = db
    .select({ seq: projections.seq })
    .from(projections)
    .where(eq(projections.name, 'inbox'));
  const [row] = await db
    .select({ behind: sql<number>`${auditHead.seq} - coalesce((${followed}), 0)` })
    .from(auditHead);
  return Number(row?.behind ?? 0);
}

/** One statement for each figure, each along an index. */
export function createCaseFigureStore(driver: Driver): CaseFigureStore {
  return {
    read: (sections, today) =>
      driver.read(async (connection) => ({
        open: await openCases(connection, [...sections]),
        overdue: await overdueCases(connection, [...sections], today),
        ...(await mails(connection, driver.dialect)),
        logBehind: await logBehind(connection),
      })),
  };
}
