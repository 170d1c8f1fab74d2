import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadResources } from '../server/domain/bookings/load-resources.ts';
import { loadCatalogue } from '../server/domain/fees/item-catalogue.ts';
import { exampleRules } from '../server/domain/procedures/example-rules.ts';
import { findingText } from '../server/domain/procedures/finding.ts';
import { loadLibrary } from '../server/domain/procedures/load-library.ts';
import { runExamples } from '../server/domain/procedures/run-examples.ts';
import { todayInTokyo } from '../server/lib/jst-date.ts';

const folder = join(import.meta.dirname, '../procedures');
const { resources, findings } = loadResources(folder);
const catalogues = new Map([['bulky_items', loadCatalogue(folder, 'bulky_items')]]);
const examples = exampleRules({ catalogues, resources });
const today = todayInTokyo(new Date());
const library = await loadLibrary({ folder, resources, today, examples });

describe('the procedures of the sample town', () => {
  it('load without findings, halls and areas too', () => {
    const all = [...findings, ...library.warnings, ...[...library.broken.values()].flat()];
    expect(all.map(findingText)).toEqual([]);
  });

  it('are at least the four families', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['catalogues', 'resources'].includes(entry.name))
      .map(({ name }) => name);
    expect(library.procedures.size).toBeGreaterThanOrEqual(4);
    expect([...library.procedures.keys()].sort()).toEqual(folders.sort());
  });

  it.each([...library.procedures.values()])(
    '$id holds in each of its example cases',
    (procedure) => {
      expect(procedure.examples.length).toBeGreaterThanOrEqual(3);
      expect(runExamples(procedure, examples)).toEqual([]);
    },
  );

  it.each([...library.procedures.values()])('$id shows every page in some example', (procedure) => {
    const shown = new Set(procedure.examples.flatMap(({ expect: { pages = [] } }) => pages));
    expect(procedure.pages.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it.each([...library.procedures.values()])(
    '$id says everything in every language',
    (procedure) => {
      for (const locale of library.municipality.languages) {
        for (const { textKey } of procedure.fields.values()) {
          expect(procedure.text(locale, `${textKey}.label`), `${locale} ${textKey}`).toBeTruthy();
        }
      }
    },
  );
});
