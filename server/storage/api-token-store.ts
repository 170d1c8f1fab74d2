import { and, desc, eq, isNull } from 'drizzle-orm';
import type { ApiToken, ApiTokenStore } from '../domain/hand-over/api-token.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate, toDateOrNull, toMs } from './row-values.ts';
import type { Tables } from './schema.ts';

const TOUCH_MS = 60_000;

function toToken(row: Tables['apiTokens']['$inferSelect']): ApiToken {
  return {
    id: row.id,
    name: row.name,
    section: row.section,
    procedures: JSON.parse(row.procedures),
    createdAt: toDate(row.createdAt),
    endsAt: toDateOrNull(row.endsAt),
    revokedAt: toDateOrNull(row.revokedAt),
    lastUsedAt: toDateOrNull(row.lastUsedAt),
  };
}

/** Tokens of the systems that fetch cases. */
export function createApiTokenStore(driver: Driver, ring: KeyRing): ApiTokenStore {
  return {
    add: ({ id, name, section, procedures, endsAt }, hash, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const added = await db
          .insert(tables.apiTokens)
          .values({
            id,
            name,
            hash,
            section,
            procedures: JSON.stringify(procedures),
            createdAt: at.getTime(),
            endsAt: toMs(endsAt),
          })
          .onConflictDoNothing()
          .returning({ id: tables.apiTokens.id });
        if (added.length === 0) return false;
        const detail = {
          section,
          procedures: procedures.join(' ') || '*',
          ends_at: endsAt?.toISOString() ?? '',
        };
        await appendAudit(connection, ring, {
          at,
          actor,
          action: 'api_token.added',
          subject: id,
          detail,
        });
        return true;
      }),
    list: () =>
      driver.read(async ({ db, tables: { apiTokens } }) => {
        const rows = await db.select().from(apiTokens).orderBy(desc(apiTokens.createdAt));
        return rows.map(toToken);
      }),
    findByHash: (hash) =>
      driver.read(async ({ db, tables: { apiTokens } }) => {
        const [row] = await db.select().from(apiTokens).where(eq(apiTokens.hash, hash));
        return row && toToken(row);
      }),
    revoke: (id, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { apiTokens } = tables;
        const gone = await db
          .update(apiTokens)
          .set({ revokedAt: at.getTime() })
          .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
          .returning({ id: apiTokens.id });
        if (gone.length === 0) return false;
        const action = 'api_token.revoked';
        await appendAudit(connection, ring, { at, actor, action, subject: id, detail: {} });
        return true;
      }),
    touch: async ({ id, lastUsedAt }, now) => {
      if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < TOUCH_MS) return;
      await driver.write(async ({ db, tables: { apiTokens } }) => {
        await db.update(apiTokens).set({ lastUsedAt: now.getTime() }).where(eq(apiTokens.id, id));
      });
    },
  };
}
