import { and, desc, inArray } from 'drizzle-orm';
import type { InboxStore } from '../domain/inbox/inbox-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Driver } from './connection.ts';
import { selectInbox, toInboxRow } from './inbox-rows.ts';
import { searchKeysFor } from './search-keys.ts';

const NOTHING = { rows: [], found: 0, isMore: false };

/** Cases by what their blind index knows. */
export function inboxSearch(driver: Driver, ring: KeyRing): Pick<InboxStore, 'search'> {
  return {
    search: ({ sections, terms, limit, offset, among }) =>
      driver.read(async (connection) => {
        const { db, tables } = connection;
        const { searchKeys, inbox } = tables;
        const keys = searchKeysFor(ring, sections, terms);
        if (keys.length === 0) return NOTHING;
        const hits = await db
          .selectDistinct({ id: searchKeys.applicationId })
          .from(searchKeys)
          .where(inArray(searchKeys.key, keys))
          .limit(among + 1);
        if (hits.length === 0) return NOTHING;
        const ids = hits.slice(0, among).map(({ id }) => id);
        const rows = await selectInbox(connection)
          .where(and(inArray(inbox.applicationId, ids), inArray(inbox.section, [...sections])))
          .orderBy(desc(inbox.submittedAt), desc(inbox.applicationId))
          .limit(limit)
          .offset(offset);
        return {
          rows: rows.map((row) => toInboxRow(ring, row)),
          found: ids.length,
          isMore: hits.length > among,
        };
      }),
  };
}
