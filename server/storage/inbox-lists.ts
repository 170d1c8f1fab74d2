import { and, asc, desc, eq, gte, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { InboxQuery, InboxStore } from '../domain/inbox/inbox-store.ts';
import { QUEUES, type Queue } from '../domain/inbox/queue.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { readInboxRows } from './inbox-rows.ts';
import type { Tables } from './schema.ts';

/** One list of one section: what the index has in order. Longer lists are put together from these. */
interface Strand {
  readonly section: string;
  readonly queue: Queue;
}

const isNewest = ({ queues }: InboxQuery) => queues.includes('closed');

/** A row's place in the order of its list. */
interface Place {
  readonly applicationId: string;
  readonly at: string | number | null;
}

const placeOf = ({ at }: Place) => String(at ?? '');

type ReadStrand = ReturnType<typeof statement<Place[]>>;

const known = new Map<string, ReadStrand>();

/** One of three ways to ask whose it is; else a staff id. */
const whoseIn = ({ assignee }: InboxQuery) =>
  assignee === undefined || assignee === 'none' || assignee === 'any' ? assignee : 'one';

function conditions({ inbox }: Tables, query: InboxQuery): (SQL | undefined)[] {
  const { after, procedureId, locale, dueFrom, dueTo } = query;
  const whose = whoseIn(query);
  const { placeholder } = sql;
  return [
    eq(inbox.section, placeholder('section')),
    eq(inbox.queue, placeholder('queue')),
    after && isNewest(query)
      ? sql`(${inbox.submittedAt}, ${inbox.applicationId}) < (${placeholder('at')}, ${placeholder('id')})`
      : undefined,
    after && !isNewest(query)
      ? sql`(${inbox.dueOn}, ${inbox.applicationId}) > (${placeholder('at')}, ${placeholder('id')})`
      : undefined,
    whose === 'none' ? isNull(inbox.assigneeId) : undefined,
    whose === 'any' ? isNotNull(inbox.assigneeId) : undefined,
    whose === 'one' ? eq(inbox.assigneeId, placeholder('assignee')) : undefined,
    procedureId === undefined ? undefined : eq(inbox.procedureId, placeholder('procedureId')),
    locale === undefined ? undefined : eq(inbox.locale, placeholder('locale')),
    dueFrom === undefined ? undefined : gte(inbox.dueOn, placeholder('dueFrom')),
    dueTo === undefined ? undefined : lte(inbox.dueOn, placeholder('dueTo')),
  ];
}

/** The statement for lists that are filtered in the same way: making one costs more than its answer. */
function strandReader(query: InboxQuery): ReadStrand {
  const { after, procedureId, locale, dueFrom, dueTo } = query;
  const given = Object.entries({ after, procedureId, locale, dueFrom, dueTo });
  const filters = given.filter(([, value]) => value !== undefined).map(([name]) => name);
  const order = isNewest(query) ? 'newest' : 'due';
  const name = ['inbox', order, ...filters, whoseIn(query) ?? ''].join('_');
  let reader = known.get(name);
  if (reader === undefined) {
    reader = statement<Place[]>(name, (db, tables) => {
      const { dueOn, submittedAt, applicationId } = tables.inbox;
      // Ordered by the due day, the index alone answers: rows are read of those alone that are shown.
      const at = isNewest(query) ? submittedAt : dueOn;
      return db
        .select({ applicationId, at: sql<string | number | null>`${at}` })
        .from(tables.inbox)
        .where(and(...conditions(tables, query)))
        .orderBy(
          ...(isNewest(query)
            ? [desc(submittedAt), desc(applicationId)]
            : [asc(dueOn), asc(applicationId)]),
        )
        .limit(sql.placeholder('limit'));
    });
    known.set(name, reader);
  }
  return reader;
}

async function readStrand(
  connection: Connection,
  query: InboxQuery,
  strand: Strand,
): Promise<Place[]> {
  const { after, sections: _sections, queues: _queues, limit, ...filters } = query;
  const at = isNewest(query) ? Number(after?.at) : after?.at;
  const values = { ...filters, ...strand, at, id: after?.applicationId, limit: limit + 1 };
  return strandReader(query)(connection, values);
}

/** Every strand is in order; so is the page that is put together from their beginnings. */
function merge(query: InboxQuery, strands: readonly (readonly Place[])[]) {
  const direction = isNewest(query) ? -1 : 1;
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const places = strands
    .flat()
    .sort(
      (a, b) =>
        direction * (compare(placeOf(a), placeOf(b)) || compare(a.applicationId, b.applicationId)),
    );
  const page = places.slice(0, query.limit);
  const last = page.at(-1);
  const isMore = places.length > query.limit && last !== undefined;
  return {
    ids: page.map(({ applicationId }) => applicationId),
    next: isMore ? { at: placeOf(last), applicationId: last.applicationId } : null,
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
        const strands: Place[][] = [];
        for (const section of query.sections) {
          for (const queue of query.queues) {
            strands.push(await readStrand(connection, query, { section, queue }));
          }
        }
        const { ids, next } = merge(query, strands);
        return { rows: await readInboxRows(connection, ring, ids), next };
      }),
    counts: (sections, atMost) =>
      driver.read(async (connection) => {
        const counts = new Map<Queue, number>();
        // How much is over nobody needs to know.
        for (const queue of QUEUES.filter((one) => one !== 'closed')) {
          counts.set(queue, await countQueue(connection, sections, queue, atMost));
        }
        return counts;
      }),
  };
}
