import { eq, exists, getTableColumns, inArray, notInArray, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { InboxEntry } from '../domain/inbox/inbox-entry.ts';
import type { InboxRow } from '../domain/inbox/inbox-store.ts';
import type { Queue } from '../domain/inbox/queue.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, type QueryBuilder, statement } from './connection.ts';
import { insertMany } from './insert-many.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';
import { putSearchKeys } from './search-keys.ts';

export type Row = Tables['inbox']['$inferSelect'] & {
  readonly assigneeName: string | null;
  /** SQLite says 0 or 1. */
  readonly isProtected: unknown;
};

const namePlace = (id: string) => `inbox.applicant:${id}`;

export function toInboxRow(ring: KeyRing, row: Row): InboxRow {
  const isProtected = Boolean(row.isProtected);
  return {
    applicationId: row.applicationId,
    number: row.number,
    procedureId: row.procedureId,
    section: row.section,
    status: row.status as InboxRow['status'],
    locale: row.locale as InboxRow['locale'],
    queue: row.queue as Queue,
    submittedAt: toDate(row.submittedAt),
    dueOn: row.dueOn,
    awaitsDocuments: row.awaitsDocuments === 1,
    applicant: isProtected ? '' : applicantOf(ring, row),
    isProtected,
    assigneeId: row.assigneeId,
    assigneeName: row.assigneeName,
    unreadAt: toDateOrNull(row.unreadAt),
  };
}

/** Names that were opened lately, by what they were sealed as: a list shows the same ones all day. */
const names = new LRUCache<string, string>({ max: 1000 });

function applicantOf(
  ring: KeyRing,
  { applicationId, applicant }: Tables['inbox']['$inferSelect'],
): string {
  if (applicant === null) return '';
  const sealed = `${applicationId}${applicant.toString('latin1')}`;
  const known = names.get(sealed);
  if (known !== undefined) return known;
  const name = ring.open(applicant, namePlace(applicationId));
  names.set(sealed, name);
  return name;
}

/** Names as they were typed, whoever they are of. */
export async function readApplicants(
  { db, tables: { inbox } }: Connection,
  ring: KeyRing,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(inbox)
    .where(inArray(inbox.applicationId, [...ids]));
  return new Map(rows.map((row) => [row.applicationId, applicantOf(ring, row)]));
}

/** Rows of the inbox with the name of whoever is responsible. */
export function selectInbox(db: QueryBuilder, { inbox, staff, protectedCases }: Tables) {
  const links = db
    .select({ one: sql`1` })
    .from(protectedCases)
    .where(eq(protectedCases.applicationId, inbox.applicationId));
  return db
    .select({
      ...getTableColumns(inbox),
      assigneeName: staff.name,
      isProtected: sql<unknown>`${exists(links)}`.as('is_protected'),
    })
    .from(inbox)
    .leftJoin(staff, eq(staff.id, inbox.assigneeId))
    .$dynamic();
}

/** So many ids are asked for at once: one statement for all lists of ids. */
const IDS = 50;

const rowsOf = statement<Row[]>('inbox_rows', (db, tables) =>
  selectInbox(db, tables).where(
    inArray(
      tables.inbox.applicationId,
      Array.from({ length: IDS }, (_, at) => sql.placeholder(`id${at}`)),
    ),
  ),
);

/** Rows in the order of the ids; what is in no list is left out. */
export async function readInboxRows(
  connection: Connection,
  ring: KeyRing,
  ids: readonly string[],
): Promise<InboxRow[]> {
  const byId = new Map<string, Row>();
  for (let from = 0; from < ids.length; from += IDS) {
    const values = Array.from({ length: IDS }, (_, at) => [`id${at}`, ids[from + at] ?? '']);
    for (const row of await rowsOf(connection, Object.fromEntries(values))) {
      byId.set(row.applicationId, row);
    }
  }
  return ids.flatMap((id) => byId.get(id) ?? []).map((row) => toInboxRow(ring, row));
}

/** Who is responsible and what was written stands in tables of its own: it is only looked up here. */
function toValues(ring: KeyRing, entry: InboxEntry) {
  const { terms: _terms, marks: _marks, applicant, submittedAt, awaitsDocuments, ...same } = entry;
  const id = entry.applicationId;
  return {
    ...same,
    submittedAt: submittedAt.getTime(),
    awaitsDocuments: awaitsDocuments ? 1 : 0,
    applicant: applicant === '' ? null : ring.seal(applicant, namePlace(id)),
  };
}

async function foundElsewhere({ db, tables }: Connection, ids: string[]) {
  const { assignments, messages } = tables;
  const given = await db.select().from(assignments).where(inArray(assignments.applicationId, ids));
  const unread = await db
    .select({ id: messages.applicationId, at: sql<number>`max(${messages.at})` })
    .from(messages)
    .where(
      sql`${inArray(messages.applicationId, ids)} and ${messages.author} = 'resident' and ${messages.readAt} is null`,
    )
    .groupBy(messages.applicationId);
  return {
    assigneeOf: new Map(given.map(({ applicationId, staffId }) => [applicationId, staffId])),
    unreadOf: new Map(unread.map(({ id, at }) => [id, Number(at)])),
  };
}

/** Inside the caller's write: those cases look like this from now on, and are found by these terms. */
export async function putEntries(
  connection: Connection,
  ring: KeyRing,
  entries: readonly InboxEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const { db, tables } = connection;
  const ids = entries.map(({ applicationId }) => applicationId);
  const { assigneeOf, unreadOf } = await foundElsewhere(connection, ids);
  await db.delete(tables.inbox).where(inArray(tables.inbox.applicationId, ids));
  await insertMany(
    connection,
    tables.inbox,
    entries.map((entry) => ({
      ...toValues(ring, entry),
      assigneeId: assigneeOf.get(entry.applicationId) ?? null,
      unreadAt: unreadOf.get(entry.applicationId) ?? null,
    })),
  );
  await putSearchKeys(connection, ring, entries);
}

/** Inside the caller's write: what is no application any more is in no list. */
export async function removeEntries(
  { db, tables: { inbox, searchKeys } }: Connection,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.delete(inbox).where(inArray(inbox.applicationId, [...ids]));
  await db.delete(searchKeys).where(inArray(searchKeys.applicationId, [...ids]));
}

/** Inside the caller's write: rows whose application is gone. */
export async function removeOrphans({ db, tables }: Connection): Promise<void> {
  const { inbox, searchKeys, applications } = tables;
  const living = db.select({ id: applications.id }).from(applications);
  await db.delete(inbox).where(notInArray(inbox.applicationId, living));
  await db.delete(searchKeys).where(notInArray(searchKeys.applicationId, living));
}
