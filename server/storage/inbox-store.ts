import { eq, sql } from 'drizzle-orm';
import type { InboxStore } from '../domain/inbox/inbox-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { inboxAssignments } from './assignments.ts';
import { type Driver, statement } from './connection.ts';
import { inboxFollowing } from './inbox-following.ts';
import { inboxLists } from './inbox-lists.ts';
import { type Row, readApplicants, readInboxRows, selectInbox, toInboxRow } from './inbox-rows.ts';
import { inboxSearch } from './inbox-search.ts';

const ofNumber = statement<Row[]>('inbox_of_number', (db, tables) =>
  selectInbox(db, tables).where(eq(tables.inbox.number, sql.placeholder('number'))),
);

/** Cases for staff: lists, search, who is responsible. */
export function createInboxStore(driver: Driver, ring: KeyRing): InboxStore {
  return {
    ...inboxFollowing(driver, ring),
    ...inboxLists(driver, ring),
    ...inboxSearch(driver, ring),
    ...inboxAssignments(driver, ring),
    find: (applicationId) =>
      driver.read(
        async (connection) => (await readInboxRows(connection, ring, [applicationId]))[0],
      ),
    findByNumber: (number) =>
      driver.read(async (connection) => {
        const [row] = await ofNumber(connection, { number });
        return row && toInboxRow(ring, row);
      }),
    applicants: (ids) => driver.read((connection) => readApplicants(connection, ring, ids)),
    findMany: (ids) => driver.read((connection) => readInboxRows(connection, ring, ids)),
  };
}
