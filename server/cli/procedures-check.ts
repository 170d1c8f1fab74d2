import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFolders } from '../config.ts';
import { resourceJsonSchema } from '../domain/bookings/resource-json-schema.ts';
import { bundleJsonSchema } from '../domain/bundles/bundle-schema.ts';
import { indicatorJsonSchema } from '../domain/indicators/indicator-schema.ts';
import { checkReport } from '../domain/procedures/check-report.ts';
import { definitionJsonSchema } from '../domain/procedures/definition-json-schema.ts';
import { suggestion } from '../domain/procedures/finding.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { loadTownFolder } from '../load-town-folder.ts';
import { checkJson, checkText } from './check-text.ts';

/*
 * npm run procedures:check [-- <folder>] [<procedure-id> …] [--json] [--write-schema]
 * Every definition (or those named) of that folder or PROCEDURES_DIR, its languages (with the words of
 * LOCALES_DIR) and its example cases. Ends with 1 when something
 * is wrong. --write-schema also writes the JSON Schemas for editors.
 */

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
const isFolder = (arg: string) => existsSync(join(arg, 'municipality.yaml'));
const { proceduresDir, localesDir } = readFolders(process.env);
const folder = resolve(named.find(isFolder) ?? proceduresDir);
const only = named.filter((arg) => !isFolder(arg));

if (args.includes('--write-schema')) {
  writeFileSync(join(folder, 'definition.schema.json'), definitionJsonSchema());
  writeFileSync(join(folder, 'resources.schema.json'), resourceJsonSchema());
  writeFileSync(join(folder, 'bundles.schema.json'), bundleJsonSchema());
  writeFileSync(join(folder, 'indicators.schema.json'), indicatorJsonSchema());
}

const today = todayInTokyo(new Date());
const { library, bundles, findings } = await loadTownFolder(folder, localesDir, today);
const all = checkReport(folder, library);
const ids = all.map(({ id }) => id);
const unknown = only.filter((id) => !ids.includes(id));
for (const id of unknown) {
  console.error(`「${id}」という手続もフォルダーもありません。${suggestion(id, ids)}`);
}
const checked = {
  town: library.municipality.name['ja'] ?? '',
  languages: library.municipality.languages,
  definitions: only.length === 0 ? all : all.filter(({ id }) => only.includes(id)),
  findings: [
    ...findings,
    ...bundles.warnings,
    ...library.warnings.filter(({ file }) => !ids.some((id) => file.startsWith(`${id}/`))),
  ],
};
console.log(args.includes('--json') ? checkJson(checked) : checkText(checked));
const told = [...checked.findings, ...checked.definitions.flatMap((check) => check.findings)];
if (unknown.length > 0 || told.some(({ level }) => level === 'error')) process.exitCode = 1;
