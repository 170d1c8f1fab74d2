import { and, eq } from 'drizzle-orm';
import type { DefinitionStore } from '../domain/applications/application-store.ts';
import type { Driver } from './connection.ts';

export function createDefinitionStore(driver: Driver): DefinitionStore {
  return {
    keep: ({ procedureId, version, sources, publishedAt }) =>
      driver.write(async ({ db, tables: { definitionVersions } }) => {
        await db
          .insert(definitionVersions)
          .values({
            procedureId,
            version,
            sources: JSON.stringify(sources),
            publishedAt: publishedAt.getTime(),
          })
          .onConflictDoNothing();
      }),
    find: (procedureId, version) =>
      driver.read(async ({ db, tables: { definitionVersions } }) => {
        const rows = await db
          .select({ sources: definitionVersions.sources })
          .from(definitionVersions)
          .where(
            and(
              eq(definitionVersions.procedureId, procedureId),
              eq(definitionVersions.version, version),
            ),
          );
        return rows[0] && JSON.parse(rows[0].sources);
      }),
  };
}
