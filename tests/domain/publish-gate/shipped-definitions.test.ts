import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDefinition } from '../../../server/domain/procedures/load-library.ts';
import { gateVersion } from '../../../server/domain/publish-gate/gate-version.ts';
import { loadTownFolder } from '../../../server/load-town-folder.ts';
import { ROOT } from '../../support/source-tree.ts';

const FOLDER = join(ROOT, 'procedures');
const TODAY = '2026-11-21';

/**
 * Warnings that somebody has read and left: what they say is true, and wanted. A warning that is not
 * here either tells of something to mend, or cries wolf and is a mistake of the gate.
 */
const LEFT: readonly string[] = [];

it('finds nothing in what is shipped but what was looked at', async () => {
  const town = await loadTownFolder(FOLDER, join(ROOT, 'locales'), TODAY);
  const deps = { ...town, clock: { now: () => new Date(`${TODAY}T12:00:00+09:00`) } };
  const ids = [...town.library.procedures.keys()];
  const found = await Promise.all(
    ids.map(async (id) => {
      const findings = await gateVersion(deps, {
        procedureId: id,
        files: readDefinition(FOLDER, id),
      });
      return findings.map(
        ({ level, code, place, message }) => `${level} ${id} ${place.path} ${code}: ${message}`,
      );
    }),
  );
  expect(found.flat()).toEqual(LEFT);
  expect(ids.length).toBeGreaterThan(30);
  expect(readdirSync(FOLDER)).toEqual(expect.arrayContaining(ids));
});
