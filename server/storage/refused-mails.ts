import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { OutboxStore } from '../domain/notifications/outbox.ts';
import { caseOfMail, type RefusedMail } from '../domain/notifications/refused-mail.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { messagePlace } from './message-rows.ts';
import { toDate } from './row-values.ts';

/** A row of `messages` that nobody wrote: read once somebody has dealt with it. */
const AUTHOR = 'mail_refused';

type Body = Pick<RefusedMail, 'mailId' | 'subject' | 'locale' | 'reason'>;

type Methods = Pick<OutboxStore, 'refuse' | 'refused' | 'refusedOf' | 'settleRefused'>;

/** Done with, but never sent: `sent_at` says when, `error` why. */
async function refuse(
  connection: Connection,
  ring: KeyRing,
  { id, at, reason }: Parameters<OutboxStore['refuse']>[0],
): Promise<void> {
  const { db, tables } = connection;
  const [mail] = await db
    .update(tables.outbox)
    .set({ sentAt: at.getTime(), error: reason })
    .where(eq(tables.outbox.id, id))
    .returning({ subject: tables.outbox.subject, locale: tables.outbox.locale });
  if (mail === undefined) return;
  const applicationId = caseOfMail(id);
  if (applicationId !== undefined) {
    const body: Body = { mailId: id, ...mail, reason };
    const row = { id: `refused:${id}:${at.getTime()}`, applicationId, author: AUTHOR };
    const sealed = ring.seal(JSON.stringify(body), messagePlace(row.id));
    await db.insert(tables.messages).values({ ...row, at: at.getTime(), body: sealed });
  }
  await appendAudit(connection, ring, {
    at,
    actor: 'system',
    action: 'mail.refused',
    subject: applicationId ?? id,
    detail: { mail: id, reason },
  });
}

const openRows = ({ tables: { messages } }: Connection) =>
  and(eq(messages.author, AUTHOR), isNull(messages.readAt));

async function find(
  connection: Connection,
  ring: KeyRing,
  where: Parameters<typeof and>[0],
  limit: number,
): Promise<readonly RefusedMail[]> {
  const { db, tables } = connection;
  const { messages, applications } = tables;
  const { number, procedureId } = applications;
  const rows = await db
    .select({ row: messages, number, procedureId })
    .from(messages)
    .innerJoin(applications, eq(applications.id, messages.applicationId))
    .where(and(openRows(connection), where))
    .orderBy(desc(messages.at))
    .limit(limit);
  return rows.map(({ row, ...application }) => ({
    ...application,
    ...(JSON.parse(ring.open(row.body, messagePlace(row.id))) as Body),
    id: row.id,
    applicationId: row.applicationId,
    at: toDate(row.at),
  }));
}

async function settle(
  connection: Connection,
  ring: KeyRing,
  { mail, sendTo, actor, at }: Parameters<OutboxStore['settleRefused']>[0],
): Promise<boolean> {
  const { db, tables } = connection;
  const { messages, outbox } = tables;
  const settled = await db
    .update(messages)
    .set({ readAt: at.getTime() })
    .where(and(openRows(connection), eq(messages.id, mail.id)))
    .returning({ id: messages.id });
  if (settled.length === 0) return false;
  if (sendTo !== undefined) {
    const recipient = ring.seal(sendTo, `outbox.recipient:${mail.mailId}`);
    const change = { recipient, sentAt: null, error: null, attempts: 0, nextAt: at.getTime() };
    await db.update(outbox).set(change).where(eq(outbox.id, mail.mailId));
  }
  await appendAudit(connection, ring, {
    at,
    actor,
    action: sendTo === undefined ? 'mail.told_otherwise' : 'mail.sent_again',
    subject: mail.applicationId,
    detail: { mail: mail.mailId },
  });
  return true;
}

/** Mails that a server refused for good, and what staff make of them. */
export function refusedMailMethods(driver: Driver, ring: KeyRing): Methods {
  return {
    refuse: (refusal) => driver.write((connection) => refuse(connection, ring, refusal)),
    refused: (procedureIds, limit) =>
      driver.read((connection) => {
        const { procedureId } = connection.tables.applications;
        return find(connection, ring, inArray(procedureId, [...procedureIds]), limit);
      }),
    refusedOf: (applicationId) =>
      driver.read((connection) => {
        const { messages } = connection.tables;
        return find(connection, ring, eq(messages.applicationId, applicationId), 20);
      }),
    settleRefused: (change) => driver.write((connection) => settle(connection, ring, change)),
  };
}
