import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcedure } from './compile-procedure.ts';
import { loadTown, type TownSource } from './load-town.ts';
import { isLocale } from './locale.ts';
import type { DefinitionSources, Finding, Library, Procedure } from './procedure.ts';
import type { ExampleRules } from './run-examples.ts';

export interface LibrarySource extends TownSource {
  /** Prices and limits for the example cases; without them fees of catalogues and halls go unchecked. */
  readonly examples?: ExampleRules;
}

/** As it is read: with what the versions are made of, which is megabytes and soon let go of. */
export interface LoadedLibrary extends Library {
  /** By the procedure's id. */
  readonly sources: ReadonlyMap<string, DefinitionSources>;
}

/** Folders beside the procedures. */
const OTHER_FOLDERS = new Set([
  'bundles',
  'glossary',
  'catalogues',
  'resources',
  'calendars',
  'phrases',
  'layouts',
]);

/**
 * Reads the procedures folder: the one place of the domain that reads definitions from disk. A
 * broken definition is left out and named in `broken`; the others serve.
 * @throws only when the town's own files (municipality.yaml …) can't be used
 */
export async function loadLibrary(options: LibrarySource): Promise<LoadedLibrary> {
  const { town, findings: ofTown } = loadTown(options);
  const warnings = [...ofTown];
  const procedures = new Map<string, Procedure>();
  const sources = new Map<string, DefinitionSources>();
  const broken = new Map<string, readonly Finding[]>();
  for (const name of procedureFolders(options.folder)) {
    const files = readDefinition(options.folder, name);
    const compiled = compileProcedure(files, town, name, options.examples);
    const { procedure, findings } = compiled;
    if (!procedure) broken.set(name, findings);
    else {
      procedures.set(procedure.id, procedure);
      if (compiled.sources) sources.set(procedure.id, compiled.sources);
      warnings.push(...findings);
    }
  }
  return {
    procedures,
    broken,
    warnings,
    municipality: town.municipality,
    addresses: town.addresses,
    town,
    sources,
  };
}

function procedureFolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHER_FOLDERS.has(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** The definition.yaml and the language files of that folder's procedure; nothing else counts. */
export function readDefinition(procedures: string, id: string): Readonly<Record<string, string>> {
  const folder = join(procedures, id);
  const sources: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const base = name.slice(0, -'.yaml'.length);
    if (!name.endsWith('.yaml') || !(base === 'definition' || isLocale(base))) continue;
    const file = join(folder, name);
    if (existsSync(file)) sources[name] = readFileSync(file, 'utf8');
  }
  return sources;
}
