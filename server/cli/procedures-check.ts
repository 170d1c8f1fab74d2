import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionJsonSchema } from '../domain/procedures/definition-json-schema.ts';
import { findingText } from '../domain/procedures/finding.ts';
import type { Finding } from '../domain/procedures/procedure.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { loadTownFolder } from '../load-town-folder.ts';

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

const today = todayInTokyo(new Date());
const { library, findings } = await loadTownFolder(folder, join(root, 'locales'), today);
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
