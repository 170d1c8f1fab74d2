import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingText } from '../server/domain/procedures/finding.ts';
import { isLaterPage } from '../server/domain/procedures/repeat-group.ts';
import { todayInTokyo } from '../server/lib/jst-date.ts';
import { loadTownFolder } from '../server/load-town-folder.ts';

// Loading runs the example cases of every definition, with the town's real prices and limits.
const folder = join(import.meta.dirname, '../procedures');
const locales = join(import.meta.dirname, '../locales');
const { library, findings } = await loadTownFolder(folder, locales, todayInTokyo(new Date()));

describe('the procedures of the sample town', () => {
  it('load without findings, halls and areas too', () => {
    const all = [...findings, ...library.warnings, ...[...library.broken.values()].flat()];
    expect(all.map(findingText)).toEqual([]);
  });

  it('are written against flags and amounts that have Japanese names for staff', () => {
    const { municipality, amounts } = library.town;
    const { flags, flag_labels: labels = {} } = municipality;
    expect(
      Object.keys(flags).filter((name) => !/\p{sc=Han}|\p{sc=Kana}/u.test(labels[name] ?? '')),
    ).toEqual([]);
    expect(amounts.filter(({ label }) => label === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('are at least the four families', () => {
    const folders = readdirSync(folder).filter((name) =>
      existsSync(join(folder, name, 'definition.yaml')),
    );
    expect(library.procedures.size).toBeGreaterThanOrEqual(4);
    expect([...library.procedures.keys()].sort()).toEqual(folders.sort());
  });

  it.each([...library.procedures.values()])(
    '$id has example cases, which held when it was loaded',
    (procedure) => {
      expect(procedure.examples.length).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([...library.procedures.values()])('$id shows every page in some example', (procedure) => {
    const shown = new Set(procedure.examples.flatMap(({ expect: { pages = [] } }) => pages));
    // The first page of a repeat stands for those behind it.
    const steps = procedure.pages.filter((page) => !isLaterPage(page));
    expect(steps.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
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
