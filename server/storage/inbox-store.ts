import { eq, inArray } from 'drizzle-orm';
import type { InboxStore } from '../domain/inbox/inbox-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { inboxAssignments } from './assignments.ts';
import type { Driver } from './connection.ts';
import { inboxFollowing } from './inbox-following.ts';
import { inboxLists } from './inbox-lists.ts';
import { selectInbox, toInboxRow } from './inbox-rows.ts';
import { inboxSearch } from './inbox-search.ts';

/** Cases for staff: lists, search, who is responsible. */
export function createInboxStore(driver: Driver, ring: KeyRing): InboxStore {
  const one = (column: 'applicationId' | 'number', value: string) =>
    driver.read(async (connection) => {
      const { inbox } = connection.tables;
      const [row] = await selectInbox(connection).where(eq(inbox[column], value)).limit(1);
      return row && toInboxRow(ring, row);
    });
  return {
    ...inboxFollowing(driver, ring),
    ...inboxLists(driver, ring),
    ...inboxSearch(driver, ring),
    ...inboxAssignments(driver, ring),
    find: (applicationId) => one('applicationId', applicationId),
    findByNumber: (number) => one('number', number),
    findMany: (ids) =>
      driver.read(async (connection) => {
        if (ids.length === 0) return [];
        const { inbox } = connection.tables;
        const rows = await selectInbox(connection).where(inArray(inbox.applicationId, [...ids]));
        return rows.map((row) => toInboxRow(ring, row));
      }),
  };
}
