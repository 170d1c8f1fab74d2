import { and, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import type { CertificateIssue, IssueStore } from '../domain/counter/issue-certificate.ts';
import { DomainError } from '../domain/errors.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate, toDateOrNull, toMs } from './row-values.ts';
import type { Tables } from './schema.ts';

const DAY_MS = 86_400_000;

function toIssue(row: Tables['counterIssues']['$inferSelect']): CertificateIssue {
  const { id, kind, copies, section, sittingId, staffLogin } = row;
  const [at, undoneAt] = [toDate(row.at), toDateOrNull(row.undoneAt)];
  return { id, kind, copies, section, sittingId, staffLogin, at, undoneAt };
}

/** Certificates handed out at the counter. */
export function createIssueStore(driver: Driver, ring: KeyRing): IssueStore {
  return {
    add: (issue) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { id, kind, copies, staffLogin, at } = issue;
        if (await find(connection, id)) return;
        const row = { ...issue, at: at.getTime(), undoneAt: toMs(issue.undoneAt) };
        await db.insert(tables.counterIssues).values({ ...row, applicationId: null });
        await appendAudit(connection, ring, {
          at,
          actor: `staff:${staffLogin}`,
          action: 'counter_issue.entered',
          subject: id,
          detail: { kind, copies },
        });
      }),
    listSince: (since) =>
      driver.read(async ({ db, tables: { counterIssues } }) => {
        const { at } = counterIssues;
        const own = gte(at, since.getTime());
        const rows = await db.select().from(counterIssues).where(own).orderBy(desc(at));
        return rows.map(toIssue);
      }),
    undo: ({ id, now }, check) =>
      driver.write(async (connection) => {
        const issue = await find(connection, id);
        if (issue === undefined) throw new DomainError('page_not_found');
        check(issue);
        const { counterIssues } = connection.tables;
        const undone = { undoneAt: now.getTime() };
        await connection.db.update(counterIssues).set(undone).where(eq(counterIssues.id, id));
        await appendAudit(connection, ring, {
          at: now,
          actor: `staff:${issue.staffLogin}`,
          action: 'counter_issue.undone',
          subject: id,
          detail: { kind: issue.kind, copies: issue.copies },
        });
      }),
    counts: (from, to) =>
      driver.read(async (connection) => {
        const { counterIssues } = connection.tables;
        const { at, kind, copies, undoneAt } = counterIssues;
        const month = connection.jstMonth(at);
        const start = Date.parse(`${from}T00:00:00+09:00`);
        const end = Date.parse(`${to}T00:00:00+09:00`) + DAY_MS;
        const rows = await connection.db
          .select({ month, kind, copies: sql<number>`sum(${copies})` })
          .from(counterIssues)
          .where(and(gte(at, start), lt(at, end), isNull(undoneAt)))
          .groupBy(month, kind)
          .orderBy(month, kind);
        return rows.map((row) => ({ ...row, copies: Number(row.copies) }));
      }),
  };
}

async function find(
  { db, tables: { counterIssues } }: Connection,
  id: string,
): Promise<CertificateIssue | undefined> {
  const [row] = await db.select().from(counterIssues).where(eq(counterIssues.id, id));
  return row && toIssue(row);
}
