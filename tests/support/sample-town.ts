import { join } from 'node:path';
import type { Library, Procedure } from '../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { loadTownFolder } from '../../server/load-town-folder.ts';
import { ROOT } from './source-tree.ts';

let loaded: Promise<Library> | undefined;

/** The definitions of 見本市 as the server reads them; the files of one worker share them. */
export function loadSampleTown(): Promise<Library> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Library> {
  const today = todayInTokyo(new Date());
  const town = await loadTownFolder(join(ROOT, 'procedures'), join(ROOT, 'locales'), today);
  return town.library;
}

/** @throws when the definition is broken, with what is wrong with it */
export function procedureOf(library: Library, id: string): Procedure {
  const procedure = library.procedures.get(id);
  if (procedure === undefined) {
    throw new Error(`${id} is not served: ${JSON.stringify(library.broken.get(id)?.slice(0, 3))}`);
  }
  return procedure;
}
