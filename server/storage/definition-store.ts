import { and, eq } from 'drizzle-orm';
import type { DefinitionStore } from '../domain/applications/application-store.ts';
import type { Driver } from './connection.ts';

export function createDefinitionStore(driver: Driver): DefinitionStore {
  return {
    keep: async (versions) => {
      const known = await driver.read(async ({ db, tables: { definitionVersions } }) =>
        db
          .select({
            procedureId: definitionVersions.procedureId,
            version: definitionVersions.version,
          })
          .from(definitionVersions),
      );
      const isKnown = new Set(known.map(({ procedureId, version }) => `${procedureId} ${version}`));
      const added = versions.filter(
        ({ procedureId, version }) => !isKnown.has(`${procedureId} ${version}`),
      );
      if (added.length === 0) return;
      await driver.write(async ({ db, tables: { definitionVersions } }) => {
        for (const { procedureId, version, sources, publishedAt } of added) {
          const values = {
            procedureId,
            version,
            sources: JSON.stringify(sources),
            publishedAt: publishedAt.getTime(),
          };
          await db.insert(definitionVersions).values(values).onConflictDoNothing();
        }
      });
    },
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
