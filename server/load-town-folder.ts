import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDefinitionCache } from './definition-cache.ts';
import { loadResources } from './domain/bookings/load-resources.ts';
import type { Resources } from './domain/bookings/resources.ts';
import type { Bundles } from './domain/bundles/bundle.ts';
import { loadBundles } from './domain/bundles/load-bundles.ts';
import { exampleRules } from './domain/fees/example-rules.ts';
import { type Catalogue, loadCatalogue } from './domain/fees/item-catalogue.ts';
import { tableFinding } from './domain/fees/table-error.ts';
import type { IndicatorDeclaration } from './domain/indicators/declaration.ts';
import { readIndicators } from './domain/indicators/read-indicators.ts';
import { type LoadedLibrary, loadLibrary } from './domain/procedures/load-library.ts';
import type { Finding } from './domain/procedures/procedure.ts';
import { readGrants } from './domain/staff/read-grants.ts';
import type { Grants } from './domain/staff/roles.ts';

/** Everything that a town has put into its procedures folder. */
export interface LoadedTown {
  readonly library: LoadedLibrary;
  readonly resources: Resources;
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly bundles: Bundles;
  /** 指標 of the town's plans, as the file orders them. */
  readonly indicators: readonly IndicatorDeclaration[];
  /** Who may do what. */
  readonly grants: Grants;
  /** Of resources, catalogues, bundles and indicators that are left out; those of definitions are in the library. */
  readonly findings: readonly Finding[];
}

/** Item catalogues are those whose rows are items; rates have a reader of their own, languages lie beside. */
const OTHER_TABLES = new Set(['facility_fees.csv']);

function readCatalogues(folder: string, findings: Finding[]): Map<string, Catalogue> {
  const found = new Map<string, Catalogue>();
  for (const name of readdirSync(join(folder, 'catalogues'))) {
    if (!/^[^.]+\.csv$/.test(name) || OTHER_TABLES.has(name)) continue;
    const base = name.slice(0, -'.csv'.length);
    try {
      found.set(base, loadCatalogue(folder, base));
    } catch (error) {
      findings.push(tableFinding(error, `catalogues/${name}`, 'catalogue'));
    }
  }
  return found;
}

/**
 * Loads definitions, resources, catalogues, bundles and indicators; what is broken is left out and named.
 * @param today JST date
 * @param cacheFile where to keep between two starts what was found out about unchanged files;
 *   without it everything is read and checked
 * @throws only when the town's own files (municipality.yaml …) can't be used
 */
export async function loadTownFolder(
  folder: string,
  locales: string,
  today: string,
  cacheFile?: string,
): Promise<LoadedTown> {
  const cache = cacheFile === undefined ? undefined : openDefinitionCache(cacheFile, folder);
  const { resources, findings: resourceFindings } = loadResources(folder);
  const findings: Finding[] = [...resourceFindings];
  const catalogues = readCatalogues(folder, findings);
  const examples = exampleRules(catalogues, resources, cache?.verdicts);
  const parsed = cache?.parsed;
  const library = await loadLibrary({
    folder,
    locales,
    resources,
    today,
    examples,
    ...(parsed && { parsed }),
  });
  cache?.save();
  const bundles = loadBundles(folder, library);
  findings.push(...[...bundles.broken.values()].flat());
  const { indicators, findings: indicatorFindings } = readIndicators(folder, library);
  const { grants, findings: grantFindings } = readGrants(folder);
  findings.push(...indicatorFindings, ...grantFindings);
  return { library, resources, catalogues, bundles, indicators, grants, findings };
}
