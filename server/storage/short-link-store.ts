import { and, desc, eq, isNull } from 'drizzle-orm';
import type { ShortLink, ShortLinkStore } from '../domain/short-links/short-link.ts';
import { entrySource } from '../domain/understanding/entry-source.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';

type Row = Connection['tables']['shortLinks']['$inferSelect'];

function toLink({ source, madeAt, endedAt, ...row }: Row): ShortLink {
  return {
    ...row,
    source: entrySource(source) ?? 'other',
    madeAt: toDate(madeAt),
    ...(endedAt !== null && { endedAt: toDate(endedAt) }),
  };
}

export function createShortLinkStore(driver: Driver, ring: KeyRing): ShortLinkStore {
  return {
    add: ({ madeAt, ...link }, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const row = { ...link, madeAt: madeAt.getTime(), endedAt: null };
        const added = await db
          .insert(tables.shortLinks)
          .values(row)
          .onConflictDoNothing()
          .returning({ code: tables.shortLinks.code });
        if (added.length === 0) return false;
        await appendAudit(connection, ring, audit);
        return true;
      }),
    find: (code) =>
      driver.read(async ({ db, tables: { shortLinks } }) => {
        const [row] = await db.select().from(shortLinks).where(eq(shortLinks.code, code));
        return row && toLink(row);
      }),
    list: (procedureId) =>
      driver.read(async ({ db, tables: { shortLinks } }) => {
        const isOf = eq(shortLinks.procedureId, procedureId);
        const rows = await db
          .select()
          .from(shortLinks)
          .where(isOf)
          .orderBy(desc(shortLinks.madeAt));
        return rows.map(toLink);
      }),
    end: (code, at, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { shortLinks } = tables;
        const ended = await db
          .update(shortLinks)
          .set({ endedAt: at.getTime() })
          .where(and(eq(shortLinks.code, code), isNull(shortLinks.endedAt)))
          .returning({ code: shortLinks.code });
        if (ended.length === 0) return false;
        await appendAudit(connection, ring, audit);
        return true;
      }),
  };
}
