import { eq, inArray, sql } from 'drizzle-orm';
import type { InboxStore } from '../domain/inbox/inbox-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Driver, statement } from './connection.ts';
import { readInboxRows } from './inbox-rows.ts';
import { keptIds } from './protection-readers.ts';
import { searchKeysFor } from './search-keys.ts';

const NOTHING = { rows: [], found: 0, isMore: false };

interface Hit {
  readonly id: string;
  readonly submittedAt: number;
}

type Hits = ReturnType<typeof statement<Hit[]>>;

const known = new Map<number, Hits>();

/** Cases that lie under any of so many keys; a key holds its section. */
function hitsUnder(keys: number): Hits {
  const found =
    known.get(keys) ??
    statement<Hit[]>(`inbox_hits_${keys}`, (db, { searchKeys, inbox }) =>
      db
        .selectDistinct({ id: inbox.applicationId, submittedAt: inbox.submittedAt })
        .from(searchKeys)
        .innerJoin(inbox, eq(inbox.applicationId, searchKeys.applicationId))
        .where(
          inArray(
            searchKeys.key,
            Array.from({ length: keys }, (_, at) => sql.placeholder(`key${at}`)),
          ),
        )
        .limit(sql.placeholder('limit')),
    );
  known.set(keys, found);
  return found;
}

/** Cases by what their blind index knows. */
export function inboxSearch(driver: Driver, ring: KeyRing): Pick<InboxStore, 'search'> {
  return {
    search: ({ sections, terms, limit, offset, among, reader = '' }) =>
      driver.read(async (connection) => {
        const keys = searchKeysFor(ring, sections, terms);
        if (keys.length === 0) return NOTHING;
        const asked = Object.fromEntries(keys.map((key, at) => [`key${at}`, key]));
        const hits = await hitsUnder(keys.length)(connection, { ...asked, limit: among + 1 });
        const kept = await keptIds(connection, reader);
        const found = hits.slice(0, among).filter(({ id }) => !kept.has(id));
        // Sorted here: asked for an order, the database would rather walk through all years.
        found.sort((a, b) => b.submittedAt - a.submittedAt || (a.id < b.id ? 1 : -1));
        const ids = found.slice(offset, offset + limit).map(({ id }) => id);
        return {
          rows: await readInboxRows(connection, ring, ids),
          found: found.length,
          isMore: hits.length > among,
        };
      }),
  };
}
