import { join } from 'node:path';
import type { Library, Procedure } from '../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { type LoadedTown, loadTownFolder } from '../../server/load-town-folder.ts';
import { onlyOnce } from './only-once.ts';
import { runFolder } from './run-folder.ts';
import { ROOT } from './source-tree.ts';

/** The name under which a data folder keeps what a start finds out about the definitions. */
export const DEFINITION_CACHE = 'definitions.json';

const read = (today: string, cacheFile?: string) =>
  loadTownFolder(join(ROOT, 'procedures'), join(ROOT, 'locales'), today, cacheFile);

/**
 * What a start finds out about the definitions of the sample town, as a file that a data folder may
 * be given: every definition is parsed and its examples are run once in a run of the tests, not once
 * in each file.
 */
export async function knownDefinitions(): Promise<string> {
  const folder = await onlyOnce('definitions', async (made) => {
    await read(todayInTokyo(new Date()), join(made, DEFINITION_CACHE));
  });
  return join(folder, DEFINITION_CACHE);
}

const loaded = new Map<string, Promise<LoadedTown>>();

/**
 * All that the folder of 見本市 says, as the server reads it; the files of one worker share it.
 * @param today JST date
 */
export function readSampleTown(today: string): Promise<LoadedTown> {
  const town = loaded.get(today) ?? readQuickly(today);
  loaded.set(today, town);
  return town;
}

/** The benchmark, which is no run of the tests, reads it as it is. */
async function readQuickly(today: string): Promise<LoadedTown> {
  return read(today, runFolder() === undefined ? undefined : await knownDefinitions());
}

/** The definitions of 見本市 as they are today. */
export async function loadSampleTown(): Promise<Library> {
  return (await readSampleTown(todayInTokyo(new Date()))).library;
}

/** @throws when the definition is broken, with what is wrong with it */
export function procedureOf(library: Library, id: string): Procedure {
  const procedure = library.procedures.get(id);
  if (procedure === undefined) {
    throw new Error(`${id} is not served: ${JSON.stringify(library.broken.get(id)?.slice(0, 3))}`);
  }
  return procedure;
}
