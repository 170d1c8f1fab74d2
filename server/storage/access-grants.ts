import { and, eq, gt, inArray, lte, notExists, sql } from 'drizzle-orm';
import type { ApplicationStore } from '../domain/applications/application-store.ts';
import { type Connection, type Driver, statement } from './connection.ts';

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
        return (await findGrant(connection, values)).length > 0;
      }),
    // Ended, not removed: the row still says whose secrets have to go (see below).
    revokeGrants: (sessionHash) =>
      driver.write(async ({ db, tables: { accessGrants } }) => {
        await db
          .update(accessGrants)
          .set({ expiresAt: 0 })
          .where(eq(accessGrants.sessionHash, sessionHash));
      }),
    removeExpiredGrants: (now) => driver.write((connection) => sweep(connection, now.getTime())),
  };
}

/**
 * Code and link are not kept longer than they may be shown. Every application starts with a grant,
 * and that row stays as long as they do; so they are found by it, without an index of their own.
 */
async function sweep({ db, tables }: Connection, now: number): Promise<number> {
  const { accessGrants, applications } = tables;
  const over = db
    .select({ id: accessGrants.applicationId })
    .from(accessGrants)
    .where(lte(accessGrants.expiresAt, now));
  await db
    .update(applications)
    .set({ secrets: null, secretsUntil: null })
    .where(and(inArray(applications.id, over), lte(applications.secretsUntil, now)));
  const stillShown = db
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(eq(applications.id, accessGrants.applicationId), gt(applications.secretsUntil, now)),
    );
  const gone = await db
    .delete(accessGrants)
    .where(and(lte(accessGrants.expiresAt, now), notExists(stillShown)))
    .returning({ id: accessGrants.applicationId });
  return gone.length;
}
