import { eq, gt, max, sql } from 'drizzle-orm';
import type { InboxChange, InboxStore } from '../domain/inbox/inbox-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { putEntries, removeEntries, removeOrphans } from './inbox-rows.ts';

const NAME = 'inbox';

/** So many entries that are about nothing here are read again rather than written down as read. */
const LEFT_UNWRITTEN = 2000;

const readCursor = statement('inbox_cursor', (db, { projections }) =>
  db.select({ seq: projections.seq }).from(projections).where(eq(projections.name, NAME)),
);

const readLog = statement('inbox_log', (db, { auditEntries }) =>
  db
    .select({
      seq: auditEntries.seq,
      action: auditEntries.action,
      subject: auditEntries.subject,
    })
    .from(auditEntries)
    .where(gt(auditEntries.seq, sql.placeholder('after')))
    .orderBy(auditEntries.seq)
    .limit(sql.placeholder('limit')),
);

const chargeOwner = statement('inbox_charge_owner', (db, { charges }) =>
  db
    .select({ id: charges.applicationId })
    .from(charges)
    .where(eq(charges.id, sql.placeholder('id'))),
);

async function cursorOf(connection: Connection): Promise<number> {
  return (await readCursor(connection))[0]?.seq ?? 0;
}

/** Inside the caller's write: the log was followed to there. */
export async function moveCursor(
  { db, tables: { projections } }: Connection,
  seq: number,
): Promise<void> {
  await db
    .insert(projections)
    .values({ name: NAME, seq })
    .onConflictDoUpdate({ target: projections.name, set: { seq } });
}

/** What the lists hang on; entries about anything else are passed over. */
const ABOUT_CASES = /^(application\.|message\.|charge\.changed$)/;

/** Is there nothing for the lists between those entries? Then whoever stood there stands here, too. */
export async function isQuiet(connection: Connection, after: number, upTo: number) {
  const rows = await readLog(connection, { after, limit: Math.min(upTo - after, LEFT_UNWRITTEN) });
  const isAll = (rows.at(-1)?.seq ?? after) >= upTo;
  return isAll && rows.every(({ seq, action }) => seq > upTo || !ABOUT_CASES.test(action));
}

async function namedBy(connection: Connection, action: string, subject: string) {
  if (!ABOUT_CASES.test(action)) return undefined;
  if (!action.startsWith('charge.')) return subject;
  return (await chargeOwner(connection, { id: subject }))[0]?.id ?? undefined;
}

/** Following the audit log, and making everything anew. */
export function inboxFollowing(
  driver: Driver,
  ring: KeyRing,
): Pick<InboxStore, 'changes' | 'follow' | 'put' | 'applicationIds' | 'logEnd' | 'rebuilt'> {
  /**
   * What this process has read behind a cursor without finding anything. Entries come in order of
   * commits and never change, so it need not be read again.
   */
  const seen = { cursor: -1, upTo: 0 };

  const changes = (limit: number) =>
    driver.read(async (connection): Promise<InboxChange> => {
      const from = await cursorOf(connection);
      const after = seen.cursor === from ? seen.upTo : from;
      const rows = await readLog(connection, { after, limit });
      const ids = new Set<string>();
      for (const { action, subject } of rows) {
        const id = await namedBy(connection, action, subject);
        if (id !== undefined) ids.add(id);
      }
      const end = rows.at(-1)?.seq ?? after;
      const isNothing = ids.size === 0 && end - from < LEFT_UNWRITTEN;
      if (isNothing) Object.assign(seen, { cursor: from, upTo: end });
      return {
        from,
        upTo: isNothing ? from : end,
        applicationIds: [...ids],
        isEnd: rows.length < limit,
      };
    });

  return {
    changes,
    follow: ({ from, upTo, applicationIds }, entries) =>
      driver.write(async (connection) => {
        if ((await cursorOf(connection)) !== from) return false;
        const known = new Set(entries.map(({ applicationId }) => applicationId));
        await removeEntries(
          connection,
          applicationIds.filter((id) => !known.has(id)),
        );
        await putEntries(connection, ring, entries);
        await moveCursor(connection, upTo);
        return true;
      }),
    put: (entries) => driver.write((connection) => putEntries(connection, ring, entries)),
    applicationIds: (after, limit) =>
      driver.read(async ({ db, tables: { applications } }) => {
        const { id } = applications;
        const rows = await db
          .select({ id })
          .from(applications)
          .where(gt(id, after))
          .orderBy(id)
          .limit(limit);
        return rows.map((row) => row.id);
      }),
    logEnd: () =>
      driver.read(async ({ db, tables: { auditEntries } }) => {
        const [row] = await db.select({ seq: max(auditEntries.seq) }).from(auditEntries);
        return row?.seq ?? 0;
      }),
    rebuilt: (upTo) =>
      driver.write(async (connection) => {
        await removeOrphans(connection);
        await moveCursor(connection, upTo);
      }),
  };
}
