import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadResources } from '../domain/bookings/load-resources.ts';
import { type Catalogue, loadCatalogue } from '../domain/fees/item-catalogue.ts';
import { definitionJsonSchema } from '../domain/procedures/definition-json-schema.ts';
import { exampleRules } from '../domain/procedures/example-rules.ts';
import { findingText } from '../domain/procedures/finding.ts';
import { loadLibrary } from '../domain/procedures/load-library.ts';
import type { Finding } from '../domain/procedures/procedure.ts';
import { todayInTokyo } from '../lib/jst-date.ts';

/*
 * npm run procedures:check [-- <folder>]: every definition, its languages and its example cases.
 * Ends with 1 when something is wrong. --write-schema also writes the JSON Schema for editors.
 */

const args = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const folder = args.find((arg) => !arg.startsWith('--')) ?? join(root, 'procedures');

if (args.includes('--write-schema')) {
  writeFileSync(join(folder, 'definition.schema.json'), definitionJsonSchema());
}

/** Lists of items among the catalogues (others are price tables); one that can't be read is told. */
function catalogues(): ReadonlyMap<string, Catalogue> {
  const found = new Map<string, Catalogue>();
  for (const file of readdirSync(join(folder, 'catalogues'))) {
    if (!file.endsWith('.csv')) continue;
    if (!/^\ufeff?id,/.test(readFileSync(join(folder, 'catalogues', file), 'utf8'))) continue;
    const name = file.slice(0, -'.csv'.length);
    try {
      found.set(name, loadCatalogue(folder, name));
    } catch (error) {
      console.error(`catalogues/${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  return found;
}

const { resources, findings } = loadResources(folder);
const examples = exampleRules({ catalogues: catalogues(), resources });
const today = todayInTokyo(new Date());
const library = await loadLibrary({ folder, resources, today, examples });
const all: readonly Finding[] = [
  ...findings,
  ...library.warnings,
  ...[...library.broken.values()].flat(),
];
for (const finding of all) console.log(findingText(finding));
if (all.some(({ level }) => level === 'error')) process.exitCode = 1;
const broken = [...library.broken.keys()];
console.log(
  `${library.procedures.size} 件の手続は正しく読めました。` +
    (broken.length > 0 ? `直すもの：${broken.join('、')}` : ''),
);
