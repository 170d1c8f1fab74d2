import { and, asc, eq, sql } from 'drizzle-orm';
import { MOST_SAVED_VIEWS, type SavedViewStore } from '../domain/inbox/saved-view.ts';
import { type Driver, statement } from './connection.ts';
import { toDate } from './row-values.ts';

const viewsOf = statement('saved_views_of', (db, { savedViews }) =>
  db
    .select()
    .from(savedViews)
    .where(eq(savedViews.staffId, sql.placeholder('staffId')))
    .orderBy(asc(savedViews.createdAt), asc(savedViews.id)),
);

/** What each of the staff calls their own lists. */
export function createSavedViewStore(driver: Driver): SavedViewStore {
  return {
    list: (staffId) =>
      driver.read(async (connection) => {
        const rows = await viewsOf(connection, { staffId });
        return rows.map((row) => ({ ...row, createdAt: toDate(row.createdAt) }));
      }),
    save: ({ id, staffId, name, query, createdAt }) =>
      driver.write(async ({ db, tables: { savedViews } }) => {
        const rows = await db.select().from(savedViews).where(eq(savedViews.staffId, staffId));
        const same = rows.find((row) => row.name === name);
        if (same) {
          await db.update(savedViews).set({ query }).where(eq(savedViews.id, same.id));
          return true;
        }
        if (rows.length >= MOST_SAVED_VIEWS) return false;
        const values = { id, staffId, name, query, createdAt: createdAt.getTime() };
        await db.insert(savedViews).values(values);
        return true;
      }),
    remove: (id, staffId) =>
      driver.write(async ({ db, tables: { savedViews } }) => {
        await db
          .delete(savedViews)
          .where(and(eq(savedViews.id, id), eq(savedViews.staffId, staffId)));
      }),
  };
}
