import { eq, max, ne, sql } from 'drizzle-orm';
import type {
  Application,
  ApplicationEvent,
  ApplicationStatus,
  Channel,
} from '../domain/applications/application.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { numbersPlace, openAnswers } from './answer-columns.ts';
import { type Connection, change, statement } from './connection.ts';
import { type IndividualNumbers, openNumbers } from './individual-numbers.ts';
import { type Detail, parseDetail, toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

export type ApplicationRow = Tables['applications']['$inferSelect'];

/**
 * Access code of a case that was deleted when its time was over, and whose row only holds what was
 * paid: no code has this as its hash.
 */
export const EMPTIED = '';

/** Not only a shell around money records. */
export function isWhole({ applications }: Tables) {
  return ne(applications.codeMac, EMPTIED);
}

/** 個人番号 of an application by the place of its answer: `my_number`, `children.0.my_number`. */
export function openApplicationNumbers(ring: KeyRing, row: ApplicationRow): IndividualNumbers {
  return openNumbers(ring, row.individualNumbers, numbersPlace(row.id));
}

export function toApplication(ring: KeyRing, row: ApplicationRow): Application {
  return {
    id: row.id,
    number: row.number,
    procedureId: row.procedureId,
    version: row.version,
    countsAs: JSON.parse(row.countsAs),
    channel: row.channel as Channel,
    locale: row.locale as Locale,
    status: row.status as ApplicationStatus,
    answers: openAnswers(ring, row),
    feeYen: row.feeYen,
    startedAt: toDate(row.startedAt),
    submittedAt: toDate(row.submittedAt),
    receivedAt: toDateOrNull(row.receivedAt),
    closedAt: toDateOrNull(row.closedAt),
  };
}

export const findRow = statement('application_find', (db, { applications }) =>
  db
    .select()
    .from(applications)
    .where(eq(applications.id, sql.placeholder('id'))),
);

export async function readApplication(
  connection: Connection,
  ring: KeyRing,
  id: string,
): Promise<Application | undefined> {
  const row = (await findRow(connection, { id }))[0];
  return row && toApplication(ring, row);
}

const moveRow = change('application_move', (db, { applications }) =>
  db
    .update(applications)
    .set({
      status: sql`${sql.placeholder('status')}`,
      receivedAt: sql`${sql.placeholder('receivedAt')}`,
      closedAt: sql`${sql.placeholder('closedAt')}`,
    })
    .where(eq(applications.id, sql.placeholder('id'))),
);

/** What is not given stays as it is. */
export async function moveApplicationRow(
  connection: Connection,
  application: Application,
  to: Partial<Pick<Application, 'status' | 'receivedAt' | 'closedAt'>>,
): Promise<void> {
  const receivedAt = to.receivedAt ?? application.receivedAt;
  const closedAt = to.closedAt === undefined ? application.closedAt : to.closedAt;
  await moveRow(connection, {
    id: application.id,
    status: to.status ?? application.status,
    receivedAt: receivedAt?.getTime() ?? null,
    closedAt: closedAt?.getTime() ?? null,
  });
}

const addEvent = statement('application_event', (db, { applicationEvents }) =>
  db.insert(applicationEvents).values({
    applicationId: sql.placeholder('applicationId'),
    seq: sql.placeholder('seq'),
    type: sql.placeholder('type'),
    at: sql.placeholder('at'),
    actor: sql.placeholder('actor'),
    detail: sql.placeholder('detail'),
  }),
);

const lastSeq = statement('application_event_last', (db, { applicationEvents }) =>
  db
    .select({ seq: max(applicationEvents.seq) })
    .from(applicationEvents)
    .where(eq(applicationEvents.applicationId, sql.placeholder('id'))),
);

/** 0 when there is none. */
export async function lastEventSeq(connection: Connection, applicationId: string): Promise<number> {
  return (await lastSeq(connection, { id: applicationId }))[0]?.seq ?? 0;
}

/** Adds to the timeline inside the caller's write; `isNew` saves looking for the last entry. */
export async function addApplicationEvents(
  connection: Connection,
  applicationId: string,
  events: readonly Omit<ApplicationEvent, 'seq'>[],
  isNew = false,
): Promise<void> {
  if (events.length === 0) return;
  let seq = isNew ? 0 : await lastEventSeq(connection, applicationId);
  for (const { type, at, actor, detail } of events) {
    seq += 1;
    const values = { type, at: at.getTime(), actor, detail: JSON.stringify(detail) };
    await addEvent(connection, { applicationId, seq, ...values });
  }
}

const eventRows = statement('application_events', (db, { applicationEvents }) =>
  db
    .select()
    .from(applicationEvents)
    .where(eq(applicationEvents.applicationId, sql.placeholder('id')))
    .orderBy(applicationEvents.seq),
);

export async function readApplicationEvents(
  connection: Connection,
  id: string,
): Promise<ApplicationEvent[]> {
  const rows = await eventRows(connection, { id });
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type as ApplicationEvent['type'],
    at: toDate(row.at),
    actor: row.actor as ApplicationEvent['actor'],
    detail: parseDetail(row.detail) as Detail,
  }));
}
