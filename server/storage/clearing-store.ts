import { and, asc, count, desc, eq, gt, gte, lte, max, sql, sum } from 'drizzle-orm';
import type { ClearedEntry, ClearingExport, ClearingStore } from '../domain/bills/clearing.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toEntry } from './ledger-rows.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

/** Other systems may get files of their own one day. */
const KIND = 'clearing';

const toExport = ({
  kind: _kind,
  ...row
}: Tables['ledgerExports']['$inferSelect']): ClearingExport => ({ ...row, at: toDate(row.at) });

/** How far the files have come. */
async function lastSeq({ db, tables: { ledgerExports } }: Connection): Promise<number> {
  const [last] = await db
    .select({ seq: max(ledgerExports.toSeq) })
    .from(ledgerExports)
    .where(eq(ledgerExports.kind, KIND));
  return last?.seq ?? 0;
}

/** Numbers of the books are given under the write lock: nothing comes in behind a number that is there. */
async function make(
  connection: Connection,
  made: Parameters<ClearingStore['make']>[0],
): Promise<ClearingExport | undefined> {
  const { db, tables } = connection;
  const after = await lastSeq(connection);
  const { seq, yen } = tables.ledgerEntries;
  const [found] = await db
    .select({ toSeq: max(seq), rows: count(), yen: sum(yen) })
    .from(tables.ledgerEntries)
    .where(gt(seq, after));
  if (found === undefined || found.toSeq === null) return undefined;
  const file = { ...made, fromSeq: after + 1, toSeq: found.toSeq };
  const full = { ...file, rows: Number(found.rows), yen: Number(found.yen) };
  await db.insert(tables.ledgerExports).values({ ...full, kind: KIND, at: made.at.getTime() });
  return full;
}

async function entriesOf(
  { db, tables: { ledgerEntries, charges, bills, applications } }: Connection,
  [{ fromSeq, toSeq }, afterSeq, limit]: Parameters<ClearingStore['entries']>,
): Promise<ClearedEntry[]> {
  const { seq } = ledgerEntries;
  const rows = await db
    .select({
      entry: ledgerEntries,
      number: bills.number,
      assessmentNumber: bills.assessmentNumber,
      fiscalYear: bills.fiscalYear,
      term: bills.term,
      applicationNumber: applications.number,
    })
    .from(ledgerEntries)
    .innerJoin(charges, eq(charges.id, ledgerEntries.chargeId))
    .leftJoin(bills, eq(bills.id, charges.billId))
    .leftJoin(applications, eq(applications.id, charges.applicationId))
    .where(and(gte(seq, fromSeq), lte(seq, toSeq), gt(seq, afterSeq)))
    .orderBy(asc(seq))
    .limit(limit);
  return rows.map(({ entry, number, assessmentNumber, fiscalYear, term, applicationNumber }) => ({
    ...toEntry(entry),
    bill:
      number === null
        ? null
        : {
            number,
            assessmentNumber: assessmentNumber ?? '',
            fiscalYear: fiscalYear ?? 0,
            term: term ?? '',
          },
    applicationNumber,
  }));
}

export function createClearingStore(driver: Driver, ring: KeyRing): ClearingStore {
  return {
    waiting: () =>
      driver.read(async (connection) => {
        const { db, tables } = connection;
        const after = await lastSeq(connection);
        const [found] = await db
          .select({ rows: sql<number>`count(*)` })
          .from(tables.ledgerEntries)
          .where(gt(tables.ledgerEntries.seq, after));
        return Number(found?.rows ?? 0);
      }),
    make: (made) =>
      driver.write(async (connection) => {
        const file = await make(connection, made);
        if (file === undefined) return undefined;
        const { id, at, madeBy: actor, fromSeq, toSeq, rows, yen } = file;
        const detail = { from: fromSeq, to: toSeq, rows, yen };
        const entry = { at, actor, action: 'clearing.exported', subject: id, detail };
        await appendAudit(connection, ring, entry);
        return file;
      }),
    find: (id) =>
      driver.read(async ({ db, tables: { ledgerExports } }) => {
        const [row] = await db.select().from(ledgerExports).where(eq(ledgerExports.id, id));
        return row?.kind === KIND ? toExport(row) : undefined;
      }),
    list: (limit) =>
      driver.read(async ({ db, tables: { ledgerExports } }) => {
        const rows = await db
          .select()
          .from(ledgerExports)
          .where(eq(ledgerExports.kind, KIND))
          .orderBy(desc(ledgerExports.toSeq))
          .limit(limit);
        return rows.map(toExport);
      }),
    entries: (...args) => driver.read((connection) => entriesOf(connection, args)),
  };
}
