import { setImmediate as turn } from 'node:timers/promises';
import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  like,
  lt,
  max,
  min,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { AuditEntry, AuditFilter, AuditStore } from '../domain/audit/audit-store.ts';
import type { Driver } from './connection.ts';
import { parseDetail, toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

/**
 * The log has no index besides its numbers: every index would cost each submission a page. It is read in
 * blocks; the first and last moment of each full block is found once and kept, because the log only
 * grows. So a period is found at once, however entries of one block are ordered.
 */
const BLOCK = 8192;
/** Entries looked through for one page; then the reader is asked whether to go on. */
const MOST_LOOKED_AT = 200_000;
const PORTION = 1000;

interface Span {
  readonly first: number;
  readonly last: number;
}

type Row = Tables['auditEntries']['$inferSelect'];

function toEntry({ seq, at, actor, action, subject, detail, hash }: Row): AuditEntry {
  return { seq, at: toDate(at), actor, action, subject, detail: parseDetail(detail), hash };
}

function anyOf(table: Tables['auditEntries'], patterns: readonly string[]): SQL | undefined {
  return or(...patterns.map((pattern) => like(table.action, pattern)));
}

function conditions(table: Tables['auditEntries'], filter: AuditFilter): (SQL | undefined)[] {
  const { from, to, actor, actions, about } = filter;
  const none = actions && anyOf(table, actions.none);
  return [
    from && gte(table.at, from.getTime()),
    to && lt(table.at, to.getTime()),
    actor === undefined ? undefined : eq(table.actor, actor),
    actions && anyOf(table, actions.any),
    none && not(none),
    about &&
      (about.length === 0
        ? sql`1 = 0`
        : or(
            inArray(table.subject, [...about]),
            ...about.map((id) => like(table.detail, `%${id}%`)),
          )),
  ];
}

const blockOf = (seq: number) => Math.floor((seq - 1) / BLOCK);
const firstOf = (block: number) => block * BLOCK + 1;

type Reading = Pick<AuditStore, 'page' | 'portions' | 'lastTimes' | 'receiptNumbers'>;

export function auditReading(driver: Driver): Reading {
  const spans = new Map<number, Span>();

  const lastSeq = () =>
    driver.read(async ({ db, tables: { auditHead } }) => {
      const [head] = await db.select({ seq: auditHead.seq }).from(auditHead);
      return head?.seq ?? 0;
    });

  async function spanOf(block: number, end: number): Promise<Span> {
    const known = spans.get(block);
    if (known) return known;
    const span = await driver.read(async ({ db, tables: { auditEntries: table } }) => {
      const [row] = await db
        .select({ first: min(table.at), last: max(table.at) })
        .from(table)
        .where(and(gte(table.seq, firstOf(block)), lt(table.seq, firstOf(block + 1))));
      return { first: row?.first ?? 0, last: row?.last ?? 0 };
    });
    if (firstOf(block + 1) <= end) spans.set(block, span);
    // SQLite answers within the call: others get their turn between two blocks.
    await turn();
    return span;
  }

  async function mayHold(filter: AuditFilter, block: number, end: number): Promise<boolean> {
    if (filter.from === undefined && filter.to === undefined) return true;
    const { first, last } = await spanOf(block, end);
    return last >= (filter.from?.getTime() ?? 0) && (!filter.to || first < filter.to.getTime());
  }

  const rowsBetween = (filter: AuditFilter, from: number, to: number, take: Take) =>
    driver.read(async ({ db, tables: { auditEntries: table } }) =>
      db
        .select()
        .from(table)
        .where(and(gte(table.seq, from), lt(table.seq, to), ...conditions(table, filter)))
        .orderBy(take.newestFirst ? desc(table.seq) : asc(table.seq))
        .limit(take.limit),
    );

  return {
    async page(filter, before, limit, lookAt = MOST_LOOKED_AT) {
      const end = await lastSeq();
      let at = Math.min(before ?? end + 1, end + 1);
      const entries: AuditEntry[] = [];
      for (let looked = 0; at > 1 && looked < lookAt; ) {
        const from = firstOf(blockOf(at - 1));
        if (await mayHold(filter, blockOf(at - 1), end)) {
          const missing = limit - entries.length;
          const rows = await rowsBetween(filter, from, at, { newestFirst: true, limit: missing });
          entries.push(...rows.map(toEntry));
          if (rows.length === missing) {
            at = rows.at(-1)?.seq ?? from;
            break;
          }
          looked += at - from;
          await turn();
        }
        at = from;
      }
      const next = at > 1 ? at : null;
      return { entries, next, stopped: next !== null && entries.length < limit };
    },

    async *portions(filter) {
      const end = await lastSeq();
      for (let at = 1; at <= end; ) {
        const after = firstOf(blockOf(at) + 1);
        const until = Math.min(after, end + 1);
        if (!(await mayHold(filter, blockOf(at), end))) {
          at = after;
          continue;
        }
        const rows = await rowsBetween(filter, at, until, { newestFirst: false, limit: PORTION });
        if (rows.length > 0) yield rows.map(toEntry);
        at = rows.length === PORTION ? (rows.at(-1)?.seq ?? until) + 1 : after;
        await turn();
      }
    },

    async lastTimes(actions, since) {
      const end = await lastSeq();
      const found = new Map<string, Date>();
      for (let block = blockOf(end); block >= 0; block -= 1) {
        if (!(await mayHold({ from: since }, block, end))) continue;
        for (const { actor, at } of await newest(driver, block, actions, since)) {
          const known = found.get(actor);
          if (known === undefined || known.getTime() < at) found.set(actor, toDate(at));
        }
        await turn();
      }
      return found;
    },

    receiptNumbers: (ids) =>
      driver.read(async ({ db, tables: { applications } }) => {
        if (ids.length === 0) return new Map();
        const { id, number } = applications;
        const rows = await db
          .select({ id, number })
          .from(applications)
          .where(inArray(id, [...ids]));
        return new Map(rows.map((row) => [row.id, row.number]));
      }),
  };
}

interface Take {
  readonly newestFirst: boolean;
  readonly limit: number;
}

function newest(driver: Driver, block: number, actions: readonly string[], since: Date) {
  return driver.read(async ({ db, tables: { auditEntries: table } }) => {
    const rows = await db
      .select({ actor: table.actor, at: max(table.at) })
      .from(table)
      .where(
        and(
          gte(table.seq, firstOf(block)),
          lt(table.seq, firstOf(block + 1)),
          inArray(table.action, [...actions]),
          gte(table.at, since.getTime()),
        ),
      )
      .groupBy(table.actor);
    return rows.map(({ actor, at }) => ({ actor, at: at ?? 0 }));
  });
}
