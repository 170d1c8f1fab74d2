import { setImmediate as turn } from 'node:timers/promises';
import { and, asc, eq, gt, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { ApplicationStatus } from '../domain/applications/application.ts';
import type { KeptCase } from '../domain/retention/retention-days.ts';
import type { RetentionHold, RetentionStore } from '../domain/retention/retention-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { isWhole } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { removeOldMoney } from './old-money.ts';
import { removeCase } from './retention-deletion.ts';
import { removeMailsOf } from './retention-mails.ts';
import { toDate, toDateOrNull } from './row-values.ts';

const PORTION = 500;

interface Place {
  readonly receivedAt: number | null;
  readonly id: string;
}

/** Behind that place: those that were received by time, on their index; then those that never were. */
function behind({ tables: { applications } }: Connection, place: Place | 'never' | null) {
  const { receivedAt, id } = applications;
  if (place === null) return isNotNull(receivedAt);
  if (place === 'never') return isNull(receivedAt);
  if (place.receivedAt === null) return and(isNull(receivedAt), gt(id, place.id));
  return or(
    gt(receivedAt, place.receivedAt),
    and(eq(receivedAt, place.receivedAt), gt(id, place.id)),
  );
}

async function portionOf(connection: Connection, before: number, where: SQL | undefined) {
  const { db, tables } = connection;
  const { applications, retentionHolds } = tables;
  const { id, number, procedureId, status, submittedAt, receivedAt, closedAt } = applications;
  const hold = retentionHolds.applicationId;
  return db
    .select({ id, number, procedureId, status, submittedAt, receivedAt, closedAt, hold })
    .from(applications)
    .leftJoin(retentionHolds, eq(hold, id))
    .where(
      and(
        where,
        or(isNull(receivedAt), lt(receivedAt, before)),
        lt(submittedAt, before),
        isWhole(tables),
      ),
    )
    .orderBy(asc(receivedAt), asc(id))
    .limit(PORTION);
}

function toKeptCase(row: Awaited<ReturnType<typeof portionOf>>[number]): KeptCase {
  return {
    id: row.id,
    number: row.number,
    procedureId: row.procedureId,
    status: row.status as ApplicationStatus,
    submittedAt: toDate(row.submittedAt),
    closedAt: toDateOrNull(row.closedAt),
    held: row.hold !== null,
  };
}

async function* oldCases(driver: Driver, before: Date): AsyncGenerator<readonly KeptCase[]> {
  for (const start of [null, 'never'] as const) {
    for (let place: Place | 'never' | null = start, more = true; more; ) {
      const rows = await driver.read((connection) =>
        portionOf(connection, before.getTime(), behind(connection, place)),
      );
      if (rows.length > 0) yield rows.map(toKeptCase);
      more = rows.length === PORTION;
      place = rows.at(-1) ?? place;
      // SQLite answers within the call: residents get their turn between two portions.
      await turn();
    }
  }
}

async function readHolds(
  { db, tables }: Connection,
  where?: SQL,
): Promise<readonly RetentionHold[]> {
  const { retentionHolds: holds, applications, staff } = tables;
  const rows = await db
    .select({ hold: holds, application: applications, name: staff.name })
    .from(holds)
    .innerJoin(applications, eq(applications.id, holds.applicationId))
    .leftJoin(staff, eq(staff.id, holds.staffId))
    .where(where)
    .orderBy(asc(holds.at));
  return rows.map(({ hold, application, name }) => ({
    applicationId: hold.applicationId,
    number: application.number,
    procedureId: application.procedureId,
    reason: hold.reason,
    staffId: hold.staffId,
    staffName: name ?? '',
    at: toDate(hold.at),
  }));
}

/** Holds, and what goes when its time is over. */
export function createRetentionStore(driver: Driver, ring: KeyRing): RetentionStore {
  return {
    oldCases: (before) => oldCases(driver, before),
    holds: () => driver.read((connection) => readHolds(connection)),
    holdOf: (applicationId) =>
      driver.read(async (connection) => {
        const { retentionHolds } = connection.tables;
        const here = eq(retentionHolds.applicationId, applicationId);
        return (await readHolds(connection, here))[0];
      }),
    hold: ({ applicationId, staffId, reason, actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const added = await db
          .insert(tables.retentionHolds)
          .values({ applicationId, staffId, reason, at: at.getTime() })
          .onConflictDoNothing()
          .returning({ id: tables.retentionHolds.applicationId });
        if (added.length === 0) return false;
        const entry = { at, actor, action: 'retention.held', subject: applicationId, detail: {} };
        await appendAudit(connection, ring, entry);
        return true;
      }),
    release: ({ applicationId, actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const gone = await db
          .delete(tables.retentionHolds)
          .where(eq(tables.retentionHolds.applicationId, applicationId))
          .returning({ id: tables.retentionHolds.applicationId });
        if (gone.length === 0) return false;
        const action = 'retention.released';
        await appendAudit(connection, ring, {
          at,
          actor,
          action,
          subject: applicationId,
          detail: {},
        });
        return true;
      }),
    remove: (cases, moneyBefore, by) =>
      driver.write(async (connection) => {
        const removed = [];
        for (const one of cases) {
          const gone = await removeCase(connection, ring, one, moneyBefore.getTime(), by);
          if (gone) removed.push(gone);
        }
        return removed;
      }),
    removeMoney: (moneyBefore) => removeOldMoney(driver, moneyBefore),
    removeMails: (before, cases) => removeMailsOf(driver, before.getTime(), cases),
  };
}
