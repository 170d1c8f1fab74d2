import { and, eq, gt, isNotNull, lte, sql } from 'drizzle-orm';
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
    revokeGrants: (sessionHash) =>
      driver.write(async ({ db, tables: { accessGrants } }) => {
        await db.delete(accessGrants).where(eq(accessGrants.sessionHash, sessionHash));
      }),
    removeExpiredGrants: (now) =>
      driver.write(async ({ db, tables: { accessGrants, applications } }) => {
        const gone = await db
          .delete(accessGrants)
          .where(lte(accessGrants.expiresAt, now.getTime()))
          .returning({ id: accessGrants.applicationId });
        // Code and link are not kept longer than they may be shown.
        await db
          .update(applications)
          .set({ secrets: null, secretsUntil: null })
          .where(
            and(
              isNotNull(applications.secretsUntil),
              lte(applications.secretsUntil, now.getTime()),
            ),
          );
        return gone.length;
      }),
  };
}
