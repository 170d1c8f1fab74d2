import { and, asc, count, eq, gte, isNull, max } from 'drizzle-orm';
import { DomainError } from '../domain/errors.ts';
import type { Message, MessageContent } from '../domain/messages/message.ts';
import type { MessageStore } from '../domain/messages/message-store.ts';
import type { SentenceKey } from '../domain/messages/sentences.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { readApplication } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { messagePlace } from './message-rows.ts';
import { addMails } from './outbox-store.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['messages']['$inferSelect'];
type Change = Parameters<MessageStore['add']>[0];

/** Rows of the talk itself: `messages` also holds what became of its mails (`refused-mails.ts`). */
const AUTHORS: readonly string[] = ['town', 'resident'] satisfies Message['author'][];

function toMessage(ring: KeyRing, row: Row): Message {
  const content = JSON.parse(ring.open(row.body, messagePlace(row.id))) as MessageContent;
  return {
    ...content,
    id: row.id,
    applicationId: row.applicationId,
    author: row.author as Message['author'],
    staffId: row.staffId,
    at: toDate(row.at),
    sentence: row.sentence as SentenceKey | null,
    readAt: toDateOrNull(row.readAt),
  };
}

async function lastUnreadAt(
  { db, tables: { messages } }: Connection,
  applicationId: string,
): Promise<Date | null> {
  const [row] = await db
    .select({ at: max(messages.at) })
    .from(messages)
    .where(
      and(
        eq(messages.applicationId, applicationId),
        eq(messages.author, 'resident'),
        isNull(messages.readAt),
      ),
    );
  return toDateOrNull(row?.at ?? null);
}

async function countSince(
  { db, tables: { messages } }: Connection,
  { message: { applicationId, author }, since }: Change,
): Promise<number> {
  const [row] = await db
    .select({ written: count() })
    .from(messages)
    .where(
      and(
        eq(messages.applicationId, applicationId),
        eq(messages.author, author),
        gte(messages.at, since.getTime()),
      ),
    );
  return row?.written ?? 0;
}

async function add(connection: Connection, ring: KeyRing, change: Change) {
  const { message, actor, mails = [] } = change;
  const { id, applicationId, author, staffId, at, sentence, ...content } = message;
  const { db, tables } = connection;
  const { messages } = tables;
  const same = await db.select({ id: messages.id }).from(messages).where(eq(messages.id, id));
  if (same.length > 0) return 'already';
  const application = await readApplication(connection, ring, applicationId);
  if (application === undefined) throw new DomainError('application_not_found');
  const refusal = change.decide(application, await countSince(connection, change));
  if (refusal !== undefined) return refusal;
  const body = ring.seal(JSON.stringify(content), messagePlace(id));
  const row = { id, applicationId, author, staffId, at: at.getTime(), sentence, body };
  await db.insert(messages).values(row);
  await addMails(connection, ring, mails);
  await appendAudit(connection, ring, {
    at,
    actor,
    action: author === 'town' ? 'message.sent' : 'message.received',
    subject: applicationId,
    detail: { message: id, ...(sentence !== null && { sentence }) },
  });
  return 'added';
}

/** The talk between the town and the resident. */
export function createMessageStore(driver: Driver, ring: KeyRing): MessageStore {
  return {
    list: (applicationId) =>
      driver.read(async ({ db, tables: { messages } }) => {
        const rows = await db
          .select()
          .from(messages)
          .where(eq(messages.applicationId, applicationId))
          .orderBy(asc(messages.at), asc(messages.id));
        return rows
          .filter(({ author }) => AUTHORS.includes(author))
          .map((row) => toMessage(ring, row));
      }),
    add: (change) => driver.write((connection) => add(connection, ring, change)),
    markRead: ({ applicationId, author, actor, now }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { messages } = tables;
        const read = await db
          .update(messages)
          .set({ readAt: now.getTime() })
          .where(
            and(
              eq(messages.applicationId, applicationId),
              eq(messages.author, author),
              isNull(messages.readAt),
            ),
          )
          .returning({ id: messages.id });
        if (read.length > 0) {
          const detail = { author, count: read.length };
          const entry = { at: now, actor, action: 'message.read', subject: applicationId, detail };
          await appendAudit(connection, ring, entry);
        }
        return read.length;
      }),
    unreadAt: (applicationId) =>
      driver.read((connection) => lastUnreadAt(connection, applicationId)),
  };
}
