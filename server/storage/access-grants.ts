import { and, type Column, eq, gt, inArray, isNotNull, lte, notExists, sql } from 'drizzle-orm';
import type { ApplicationStore } from '../domain/applications/application-store.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import type { Tables } from './schema.ts';

const { placeholder } = sql;

const upsertGrant = statement('grant_add', (db, { accessGrants }) =>
  db
    .insert(accessGrants)
    .values({
      sessionHash: placeholder('sessionHash'),
      applicationId: placeholder('applicationId'),
      expiresAt: placeholder('expiresAt'),
    })
    .onConflictDoUpdate({
      target: [accessGrants.sessionHash, accessGrants.applicationId],
      set: { expiresAt: sql`excluded.expires_at` },
    }),
);

const findGrant = statement('grant_find', (db, { accessGrants }) =>
  db
    .select({ expiresAt: accessGrants.expiresAt })
    .from(accessGrants)
    .where(
      and(
        eq(accessGrants.sessionHash, placeholder('sessionHash')),
        eq(accessGrants.applicationId, placeholder('applicationId')),
        gt(accessGrants.expiresAt, placeholder('now')),
      ),
    ),
);

/** What became of a draft that was sent says who sent it, see `emptyDraftAndGrant`. */
const findSender = statement('grant_of_sender', (db, { drafts }) =>
  db
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        eq(drafts.id, placeholder('applicationId')),
        eq(drafts.sessionHash, placeholder('sessionHash')),
        gt(drafts.grantedUntil, placeholder('now')),
      ),
    ),
);

export async function addGrant(
  connection: Connection,
  grant: { sessionHash: string; applicationId: string; expiresAt: number },
): Promise<void> {
  await upsertGrant(connection, grant);
}

type GrantMethods = Pick<
  ApplicationStore,
  'grant' | 'isGranted' | 'revokeGrants' | 'removeExpiredGrants'
>;

/** A table whose rows grant something, the application they are for and when they end. */
interface GrantKind {
  readonly table: Tables['drafts'] | Tables['accessGrants'];
  readonly id: Column;
  readonly end: Column;
}

/** Which browser may look at which application, and until when. */
export function grantMethods(driver: Driver): GrantMethods {
  return {
    grant: ({ sessionHash, applicationId, expiresAt }) =>
      driver.write((connection) =>
        addGrant(connection, { sessionHash, applicationId, expiresAt: expiresAt.getTime() }),
      ),
    isGranted: (sessionHash, applicationId, now) =>
      driver.read(async (connection) => {
        const values = { sessionHash, applicationId, now: now.getTime() };
        if ((await findSender(connection, values)).length > 0) return true;
        return (await findGrant(connection, values)).length > 0;
      }),
    revokeGrants: (sessionHash) => driver.write((connection) => endGrants(connection, sessionHash)),
    removeExpiredGrants: (now) => driver.write((connection) => sweep(connection, now.getTime())),
  };
}

/** Inside the caller's write. Ended, not removed: the rows still say whose secrets have to go (see below). */
export async function endGrants({ db, tables }: Connection, sessionHash: string): Promise<void> {
  const { accessGrants, drafts } = tables;
  await db
    .update(accessGrants)
    .set({ expiresAt: 0 })
    .where(eq(accessGrants.sessionHash, sessionHash));
  await db
    .update(drafts)
    .set({ grantedUntil: 0 })
    .where(and(eq(drafts.sessionHash, sessionHash), isNotNull(drafts.grantedUntil)));
}

/** Which applications that session may look at, now. */
export function grantedTo({ db, tables }: Connection, sessionHash: string, now: number) {
  const { accessGrants, drafts } = tables;
  const opened = db
    .select({ id: accessGrants.applicationId })
    .from(accessGrants)
    .where(and(eq(accessGrants.sessionHash, sessionHash), gt(accessGrants.expiresAt, now)));
  const sent = db
    .select({ id: drafts.id })
    .from(drafts)
    .where(and(eq(drafts.sessionHash, sessionHash), gt(drafts.grantedUntil, now)));
  return opened.union(sent);
}

/**
 * Code and link are not kept longer than they may be shown. Every application starts with a grant,
 * and that row stays as long as they do; so they are found by it, without an index of their own.
 */
async function sweep(connection: Connection, now: number): Promise<number> {
  const { accessGrants, drafts } = connection.tables;
  const kinds = [
    { table: drafts, id: drafts.id, end: drafts.grantedUntil },
    { table: accessGrants, id: accessGrants.applicationId, end: accessGrants.expiresAt },
  ];
  let gone = 0;
  for (const kind of kinds) gone += await sweepOf(connection, kind, now);
  return gone;
}

async function sweepOf(
  { db, tables: { applications } }: Connection,
  { table, id, end }: GrantKind,
  now: number,
): Promise<number> {
  const over = db
    .select({ id: sql<string>`${id}` })
    .from(table)
    .where(lte(end, now));
  await db
    .update(applications)
    .set({ secrets: null, secretsUntil: null })
    .where(and(inArray(applications.id, over), lte(applications.secretsUntil, now)));
  const stillShown = db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.id, id), gt(applications.secretsUntil, now)));
  const gone = await db
    .delete(table)
    .where(and(lte(end, now), notExists(stillShown)))
    .returning({ id: sql<string>`${id}` });
  return gone.length;
}
