import { createHmac, randomUUID } from 'node:crypto';
import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { LineLinkStore, LineNews } from '../domain/notifications/line-links.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit, readHead } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { messagePlace } from './message-rows.ts';
import { addMails } from './outbox-store.ts';
import { toDate } from './row-values.ts';

/**
 * Rows of `messages` that nobody wrote, so that they go with their case: a link is open until
 * `read_at`, a code until `at` and until it was used.
 */
const LINK = 'line';
const CODE = 'line_code';
const CURSOR = 'line';

function codeId(ring: KeyRing, code: string): string {
  const key = ring.derive('line code', ring.newest) ?? '';
  return `${CODE}:${createHmac('sha256', key).update(code).digest('hex')}`;
}

const openLinks = ({ tables: { messages } }: Connection) =>
  and(eq(messages.author, LINK), isNull(messages.readAt));

async function closeLinks(
  connection: Connection,
  ring: KeyRing,
  where: Parameters<typeof and>[0],
  now: Date,
): Promise<void> {
  const { db, tables } = connection;
  const closed = await db
    .update(tables.messages)
    .set({ readAt: now.getTime() })
    .where(and(openLinks(connection), where))
    .returning({ subject: tables.messages.applicationId });
  const entry = { at: now, actor: 'resident', action: 'line.unlinked', detail: {} };
  for (const { subject } of closed) await appendAudit(connection, ring, { ...entry, subject });
}

async function addRow(
  { db, tables: { messages } }: Connection,
  ring: KeyRing,
  row: { id: string; applicationId: string; author: string; at: Date },
  content: object,
): Promise<void> {
  const body = ring.seal(JSON.stringify(content), messagePlace(row.id));
  await db.insert(messages).values({ ...row, at: row.at.getTime(), body });
}

const userOf = (ring: KeyRing, { id, body }: { id: string; body: Buffer }): string =>
  JSON.parse(ring.open(body, messagePlace(id))).userId;

async function link(
  connection: Connection,
  ring: KeyRing,
  { code, userId, now }: Parameters<LineLinkStore['link']>[0],
): Promise<string | undefined> {
  const { db, tables } = connection;
  const { messages, projections } = tables;
  const isGood = and(
    eq(messages.id, codeId(ring, code)),
    isNull(messages.readAt),
    gt(messages.at, now.getTime()),
  );
  const [used] = await db
    .update(messages)
    .set({ readAt: now.getTime() })
    .where(isGood)
    .returning({ applicationId: messages.applicationId });
  if (used === undefined) return undefined;
  const { applicationId } = used;
  await closeLinks(connection, ring, eq(messages.applicationId, applicationId), now);
  const row = { id: `${LINK}:${randomUUID()}`, applicationId, author: LINK, at: now };
  await addRow(connection, ring, row, { userId });
  // Whoever is the first to be told is told of what comes, not of years ago.
  const seq = (await readHead(connection))[0]?.seq ?? 0;
  await db.insert(projections).values({ name: CURSOR, seq }).onConflictDoNothing();
  const entry = { at: now, actor: 'resident', action: 'line.linked', detail: {} };
  await appendAudit(connection, ring, { ...entry, subject: applicationId });
  return applicationId;
}

async function news(
  connection: Connection,
  ring: KeyRing,
  until: Date,
  limit: number,
): Promise<{ from: number; upTo: number; news: LineNews[] }> {
  const { db, tables } = connection;
  const { projections, auditEntries, messages } = tables;
  const [cursor] = await db.select().from(projections).where(eq(projections.name, CURSOR));
  if (cursor === undefined) return { from: 0, upTo: 0, news: [] };
  const { seq: from } = cursor;
  const rows = await db
    .select()
    .from(auditEntries)
    .where(gt(auditEntries.seq, from))
    .orderBy(auditEntries.seq)
    .limit(limit);
  const tooNew = rows.findIndex(({ at }) => at > until.getTime());
  const ripe = tooNew < 0 ? rows : rows.slice(0, tooNew);
  const told = ripe.filter(({ action }) => /^(application\.|message\.sent$)/.test(action));
  const ids = [...new Set(told.map(({ subject }) => subject))];
  const links =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(messages)
          .where(and(openLinks(connection), inArray(messages.applicationId, ids)));
  const byCase = new Map(links.map((row) => [row.applicationId, row]));
  const found = told.flatMap(({ subject, action, actor, at }) => {
    const row = byCase.get(subject);
    // What happened before somebody wanted to hear of it is no news to them.
    if (row === undefined || at <= row.at) return [];
    return [{ applicationId: subject, userId: userOf(ring, row), action, actor, at: toDate(at) }];
  });
  return { from, upTo: ripe.at(-1)?.seq ?? from, news: found };
}

/** Who is told by LINE. */
export function createLineLinkStore(driver: Driver, ring: KeyRing): LineLinkStore {
  return {
    issueCode: ({ applicationId, code, until }) =>
      driver.write((connection) => {
        const row = { id: codeId(ring, code), applicationId, author: CODE, at: until };
        return addRow(connection, ring, row, {});
      }),
    link: (sent) => driver.write((connection) => link(connection, ring, sent)),
    linkedSince: (applicationId) =>
      driver.read(async (connection) => {
        const { db, tables } = connection;
        const isOfCase = eq(tables.messages.applicationId, applicationId);
        const [row] = await db
          .select({ at: tables.messages.at })
          .from(tables.messages)
          .where(and(isOfCase, openLinks(connection)));
        return row && toDate(row.at);
      }),
    unlink: (applicationId, now) =>
      driver.write((connection) => {
        const isOfCase = eq(connection.tables.messages.applicationId, applicationId);
        return closeLinks(connection, ring, isOfCase, now);
      }),
    unlinkUser: (userId, now) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const rows = await db.select().from(tables.messages).where(openLinks(connection));
        const own = rows.filter((row) => userOf(ring, row) === userId).map(({ id }) => id);
        if (own.length > 0) {
          await closeLinks(connection, ring, inArray(tables.messages.id, own), now);
        }
      }),
    news: (until, limit) => driver.read((connection) => news(connection, ring, until, limit)),
    told: ({ from, upTo, mails }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { projections } = tables;
        const moved = await db
          .update(projections)
          .set({ seq: upTo })
          .where(and(eq(projections.name, CURSOR), eq(projections.seq, from)))
          .returning({ seq: projections.seq });
        if (moved.length > 0) await addMails(connection, ring, mails);
      }),
  };
}
