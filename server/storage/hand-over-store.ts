import { and, asc, eq, gt, gte, inArray, lt, max, or } from 'drizzle-orm';
import type { ApplicationEvent } from '../domain/applications/application.ts';
import type {
  Acknowledgement,
  CaseHead,
  HandOverStore,
  ReceivedBy,
} from '../domain/hand-over/hand-over-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { isWhole, toApplication } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { readChanges } from './hand-over-changes.ts';
import { type Detail, parseDetail, toDate, toDateOrNull } from './row-values.ts';

function headColumns({ tables: { applications } }: Connection) {
  const { id, number, procedureId, status, submittedAt, receivedAt, closedAt } = applications;
  return { id, number, procedureId, status, submittedAt, receivedAt, closedAt };
}

interface HeadRow {
  readonly id: string;
  readonly number: string;
  readonly procedureId: string;
  readonly status: string;
  readonly submittedAt: number;
  readonly receivedAt: number | null;
  readonly closedAt: number | null;
}

function toHead({ submittedAt, receivedAt, closedAt, status, ...row }: HeadRow): CaseHead {
  return {
    ...row,
    status: status as CaseHead['status'],
    submittedAt: toDate(submittedAt),
    receivedAt: toDateOrNull(receivedAt),
    closedAt: toDateOrNull(closedAt),
  };
}

async function readEvents(
  { db, tables: { applicationEvents } }: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ApplicationEvent[]>> {
  const rows = await db
    .select()
    .from(applicationEvents)
    .where(inArray(applicationEvents.applicationId, [...ids]))
    .orderBy(applicationEvents.applicationId, applicationEvents.seq);
  const byCase = new Map<string, ApplicationEvent[]>(ids.map((id) => [id, []]));
  for (const row of rows) {
    byCase.get(row.applicationId)?.push({
      seq: row.seq,
      type: row.type as ApplicationEvent['type'],
      at: toDate(row.at),
      actor: row.actor as ApplicationEvent['actor'],
      detail: parseDetail(row.detail) as Detail,
    });
  }
  return byCase;
}

async function readAcknowledged(
  { db, tables: { acknowledgements } }: Connection,
  system: string,
  ids: readonly string[],
): Promise<Map<string, Acknowledgement>> {
  const rows = await db
    .select()
    .from(acknowledgements)
    .where(
      and(eq(acknowledgements.tokenId, system), inArray(acknowledgements.applicationId, [...ids])),
    );
  return new Map(
    rows.map(({ applicationId, seq, at, reference }) => [
      applicationId,
      { applicationId, version: seq, at: toDate(at), reference },
    ]),
  );
}

type Received = Parameters<HandOverStore['acknowledge']>[1][number];

/** Is there anything in it that is not remembered yet? */
function isNews(before: Acknowledgement | undefined, { version, reference }: Received): boolean {
  if (before === undefined || version > before.version) return true;
  return version === before.version && reference !== null && reference !== before.reference;
}

async function remember(
  connection: Connection,
  ring: KeyRing,
  system: string,
  received: readonly Received[],
  { actor, at, logged }: ReceivedBy,
): Promise<readonly Acknowledgement[]> {
  const { db, tables } = connection;
  const { acknowledgements } = tables;
  const ids = received.map(({ applicationId }) => applicationId);
  const known = await readAcknowledged(connection, system, ids);
  for (const one of received) {
    const { applicationId, version, reference } = one;
    const before = known.get(applicationId);
    if (!isNews(before, one)) continue;
    const kept = reference ?? before?.reference ?? null;
    const set = { seq: version, at: at.getTime(), reference: kept };
    await db
      .insert(acknowledgements)
      .values({ tokenId: system, applicationId, ...set })
      .onConflictDoUpdate({
        target: [acknowledgements.tokenId, acknowledgements.applicationId],
        set,
      });
    known.set(applicationId, { applicationId, version, at, reference: kept });
    if (!logged) continue;
    await appendAudit(connection, ring, {
      at,
      actor,
      action: 'hand_over.acknowledged',
      subject: applicationId,
      detail: { system, version },
    });
  }
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** What other systems fetch, and what they have said that they have. */
export function createHandOverStore(driver: Driver, ring: KeyRing): HandOverStore {
  return {
    scan: ({ from, to, after, limit }) =>
      driver.read(async (connection) => {
        const { applications } = connection.tables;
        const { receivedAt, id } = applications;
        const since = after?.receivedAt?.getTime() ?? from.getTime();
        const rows = await connection.db
          .select(headColumns(connection))
          .from(applications)
          .where(
            and(
              gte(receivedAt, since),
              lt(receivedAt, to.getTime()),
              after && or(gt(receivedAt, since), gt(id, after.id)),
              isWhole(connection.tables),
            ),
          )
          .orderBy(asc(receivedAt), asc(id))
          .limit(limit);
        return rows.map(toHead);
      }),
    heads: (ids) =>
      driver.read(async (connection) => {
        if (ids.length === 0) return new Map();
        const { applications } = connection.tables;
        const rows = await connection.db
          .select(headColumns(connection))
          .from(applications)
          .where(and(inArray(applications.id, [...ids]), isWhole(connection.tables)));
        return new Map(rows.map((row) => [row.id, toHead(row)]));
      }),
    read: (ids) =>
      driver.read(async (connection) => {
        if (ids.length === 0) return [];
        const { applications } = connection.tables;
        const rows = await connection.db
          .select()
          .from(applications)
          .where(inArray(applications.id, [...ids]));
        const byId = new Map(rows.map((row) => [row.id, row]));
        const events = await readEvents(connection, ids);
        return ids.flatMap((id) => {
          const row = byId.get(id);
          return row
            ? [{ application: toApplication(ring, row), events: events.get(id) ?? [] }]
            : [];
        });
      }),
    versions: (ids) =>
      driver.read(async ({ db, tables: { applicationEvents } }) => {
        if (ids.length === 0) return new Map();
        const { applicationId, seq } = applicationEvents;
        const rows = await db
          .select({ applicationId, version: max(seq) })
          .from(applicationEvents)
          .where(inArray(applicationId, [...ids]))
          .groupBy(applicationId);
        return new Map(rows.map((row) => [row.applicationId, Number(row.version)]));
      }),
    acknowledged: (system, ids) =>
      driver.read(async (connection) =>
        ids.length === 0 ? new Map() : readAcknowledged(connection, system, ids),
      ),
    acknowledge: (system, received, by) =>
      received.length === 0
        ? Promise.resolve([])
        : driver.write((connection) => remember(connection, ring, system, received, by)),
    changes: (after, limit) => driver.read((connection) => readChanges(connection, after, limit)),
  };
}
