import { and, asc, desc, eq, gte, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { InboxPage, InboxQuery, InboxRow, InboxStore } from '../domain/inbox/inbox-store.ts';
import { QUEUES, type Queue } from '../domain/inbox/queue.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { selectInbox, toInboxRow } from './inbox-rows.ts';

/** One list of one section: what the index has in order. Longer lists are put together from these. */
interface Strand {
  readonly section: string;
  readonly queue: Queue;
}

const isNewest = ({ queues }: InboxQuery) => queues.includes('closed');

function placeIn(query: InboxQuery, row: Pick<InboxRow, 'submittedAt' | 'dueOn'>): string {
  return isNewest(query) ? String(row.submittedAt.getTime()) : (row.dueOn ?? '');
}

function behind({ inbox }: Connection['tables'], query: InboxQuery): SQL | undefined {
  const { after } = query;
  if (after === undefined) return undefined;
  const { at, applicationId } = after;
  return isNewest(query)
    ? sql`(${inbox.submittedAt}, ${inbox.applicationId}) < (${Number(at)}, ${applicationId})`
    : sql`(${inbox.dueOn}, ${inbox.applicationId}) > (${at}, ${applicationId})`;
}

function assignedTo({ inbox }: Connection['tables'], assignee: string | undefined) {
  if (assignee === undefined) return undefined;
  if (assignee === 'none') return isNull(inbox.assigneeId);
  return assignee === 'any' ? isNotNull(inbox.assigneeId) : eq(inbox.assigneeId, assignee);
}

async function readStrand(
  connection: Connection,
  ring: KeyRing,
  query: InboxQuery,
  { section, queue }: Strand,
): Promise<InboxRow[]> {
  const { inbox } = connection.tables;
  const { procedureId, locale, dueFrom, dueTo, assignee, limit } = query;
  const order = isNewest(query)
    ? [desc(inbox.submittedAt), desc(inbox.applicationId)]
    : [asc(inbox.dueOn), asc(inbox.applicationId)];
  const rows = await selectInbox(connection)
    .where(
      and(
        eq(inbox.section, section),
        eq(inbox.queue, queue),
        behind(connection.tables, query),
        assignedTo(connection.tables, assignee),
        procedureId === undefined ? undefined : eq(inbox.procedureId, procedureId),
        locale === undefined ? undefined : eq(inbox.locale, locale),
        dueFrom === undefined ? undefined : gte(inbox.dueOn, dueFrom),
        dueTo === undefined ? undefined : lte(inbox.dueOn, dueTo),
      ),
    )
    .orderBy(...order)
    .limit(limit + 1);
  return rows.map((row) => toInboxRow(ring, row));
}

/** Every strand is in order; so is the page that is put together from their beginnings. */
function merge(query: InboxQuery, strands: readonly (readonly InboxRow[])[]): InboxPage {
  const direction = isNewest(query) ? -1 : 1;
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const rows = strands
    .flat()
    .sort(
      (a, b) =>
        direction *
        (compare(placeIn(query, a), placeIn(query, b)) ||
          compare(a.applicationId, b.applicationId)),
    );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page,
    next:
      rows.length > query.limit && last
        ? { at: placeIn(query, last), applicationId: last.applicationId }
        : null,
  };
}

/** No further than that many, so that a long list costs no more than a short one. */
const countSome = statement('inbox_count', (db, { inbox }) =>
  db.select({ count: sql<number>`count(*)` }).from(
    db
      .select({ one: sql`1`.as('one') })
      .from(inbox)
      .where(
        and(
          eq(inbox.section, sql.placeholder('section')),
          eq(inbox.queue, sql.placeholder('queue')),
        ),
      )
      .limit(sql.placeholder('limit'))
      .as('some'),
  ),
);

async function countQueue(
  connection: Connection,
  sections: readonly string[],
  queue: Queue,
  atMost: number,
): Promise<number> {
  let total = 0;
  for (const section of sections) {
    if (total >= atMost) break;
    const [row] = await countSome(connection, { section, queue, limit: atMost - total });
    total += Number(row?.count ?? 0);
  }
  return total;
}

/** Lists page by page, in the order of an index and without an offset. */
export function inboxLists(driver: Driver, ring: KeyRing): Pick<InboxStore, 'list' | 'counts'> {
  return {
    list: (query) =>
      driver.read(async (connection) => {
        const strands: InboxRow[][] = [];
        for (const section of query.sections) {
          for (const queue of query.queues) {
            strands.push(await readStrand(connection, ring, query, { section, queue }));
          }
        }
        return merge(query, strands);
      }),
    counts: (sections, atMost) =>
      driver.read(async (connection) => {
        const counts = new Map<Queue, number>();
        for (const queue of QUEUES) {
          counts.set(queue, await countQueue(connection, sections, queue, atMost));
        }
        return counts;
      }),
  };
}
