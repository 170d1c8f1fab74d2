import { and, asc, desc, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import type { OutboxMail, OutboxStore } from '../domain/notifications/outbox.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { refusedMailMethods } from './refused-mails.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

const { placeholder } = sql;

const addMail = statement('outbox_add', (db, { outbox }) =>
  db.insert(outbox).values({
    id: placeholder('id'),
    recipient: placeholder('recipient'),
    subject: placeholder('subject'),
    body: placeholder('body'),
    locale: placeholder('locale'),
    attempts: placeholder('attempts'),
    nextAt: placeholder('nextAt'),
  }),
);

/** Puts mails into the outbox inside the caller's write: what is committed is announced, and nothing else. */
export async function addMails(
  connection: Connection,
  ring: KeyRing,
  mails: readonly OutboxMail[],
): Promise<void> {
  for (const { id, to, subject, body, locale, attempts, nextAt } of mails) {
    await addMail(connection, {
      id,
      recipient: ring.seal(to, `outbox.recipient:${id}`),
      subject,
      body: ring.seal(body, `outbox.body:${id}`),
      locale,
      attempts,
      nextAt: nextAt.getTime(),
    });
  }
}

function toMail(ring: KeyRing, row: Tables['outbox']['$inferSelect']): OutboxMail {
  return {
    id: row.id,
    to: ring.open(row.recipient, `outbox.recipient:${row.id}`),
    subject: row.subject,
    body: ring.open(row.body, `outbox.body:${row.id}`),
    locale: row.locale as Locale,
    attempts: row.attempts,
    nextAt: toDate(row.nextAt),
  };
}

export function createOutboxStore(driver: Driver, ring: KeyRing): OutboxStore {
  return {
    add: (mail) => driver.write((connection) => addMails(connection, ring, [mail])),
    due: (now, limit) =>
      driver.read(async ({ db, tables: { outbox } }) => {
        const rows = await db
          .select()
          .from(outbox)
          .where(and(isNull(outbox.sentAt), lte(outbox.nextAt, now.getTime())))
          .orderBy(asc(outbox.nextAt))
          .limit(limit);
        return rows.map((row) => toMail(ring, row));
      }),
    sent: (id, at) =>
      driver.write(async ({ db, tables: { outbox } }) => {
        const change = { sentAt: at.getTime(), error: null };
        await db.update(outbox).set(change).where(eq(outbox.id, id));
      }),
    retry: (id, nextAt, error) =>
      driver.write(async ({ db, tables: { outbox } }) => {
        const attempts = sql`${outbox.attempts} + 1`;
        const change = { nextAt: nextAt.getTime(), error, attempts };
        await db.update(outbox).set(change).where(eq(outbox.id, id));
      }),
    recent: (limit) =>
      driver.read(async ({ db, tables: { outbox } }) => {
        const newest = sql`coalesce(${outbox.sentAt}, ${outbox.nextAt})`;
        const rows = await db.select().from(outbox).orderBy(desc(newest)).limit(limit);
        return rows.map((row) => {
          const doneAt = toDateOrNull(row.sentAt);
          const isRefused = doneAt !== null && row.error !== null;
          const moments = isRefused
            ? { sentAt: null, refusedAt: doneAt }
            : { sentAt: doneAt, refusedAt: null };
          return { ...toMail(ring, row), ...moments };
        });
      }),
    stuck: (attempts, limit) =>
      driver.read(async ({ db, tables: { outbox } }) => {
        const rows = await db
          .select()
          .from(outbox)
          .where(and(isNull(outbox.sentAt), gte(outbox.attempts, attempts)))
          .orderBy(asc(outbox.nextAt))
          .limit(limit);
        return rows.map(({ id, subject, attempts: tried, nextAt, error }) => ({
          id,
          subject,
          attempts: tried,
          nextAt: toDate(nextAt),
          error: error ?? '',
        }));
      }),
    ...refusedMailMethods(driver, ring),
  };
}
