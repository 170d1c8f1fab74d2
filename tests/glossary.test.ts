import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Glossary, readGlossary, strayTerms } from './support/glossary.ts';
import { hardToRead, readLocale, switchedOn } from './support/locale-files.ts';
import { loadSampleTown } from './support/sample-town.ts';
import { ROOT, readText } from './support/source-tree.ts';

const library = await loadSampleTown();
const languages = switchedOn().filter((locale) => locale !== 'ja' && locale !== 'ja-easy');

/**
 * Names and labels: texts that are a term or little more. Inside a sentence a good translation
 * may say it with a verb (申請します: "apply").
 */
const LONGEST_LABEL = 16;
const isLabel = (japanese: string) =>
  japanese.length <= LONGEST_LABEL && !/[。、？\n]|ます|ください|ですか/.test(japanese);

interface Pair {
  readonly place: string;
  readonly japanese: string;
  readonly translation: string;
}

/** Rooms that name things; buttons and headings elsewhere say what to do. */
const NAMING = /^(vocabulary|fields):/;

function sitePairs(locale: string): Pair[] {
  const japanese = readLocale('ja');
  return [...readLocale(locale)].flatMap(([place, translation]) => {
    const text = NAMING.test(place) ? japanese.get(place) : undefined;
    return text === undefined ? [] : [{ place, japanese: text, translation }];
  });
}

function phrasePairs(locale: string): Pair[] {
  const folder = 'procedures/phrases';
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ja.yaml'))
    .flatMap((file) => {
      const read = (name: string) => parse(readText(`${folder}/${name}`)) as Record<string, string>;
      const own = read(file.replace('.ja.', `.${locale}.`));
      return Object.entries(read(file)).flatMap(([key, japanese]) =>
        own[key] === undefined
          ? []
          : [
              {
                place: `${file}:${key}`,
                japanese: String(japanese),
                translation: String(own[key]),
              },
            ],
      );
    });
}

function procedurePairs(locale: string): Pair[] {
  return [...library.procedures.values()].flatMap((procedure) => {
    const keys = [
      'title',
      ...[...procedure.fields.values()].map(({ textKey }) => `${textKey}.label`),
    ];
    return keys.flatMap((key) => {
      const japanese = procedure.text('ja', key);
      const translation = procedure.text(locale, key);
      return japanese === undefined || translation === undefined
        ? []
        : [{ place: `${procedure.id} ${key}`, japanese, translation }];
    });
  });
}

function strays(pairs: readonly Pair[], glossary: Glossary): string[] {
  return pairs
    .filter(({ japanese }) => isLabel(japanese))
    .flatMap(({ place, japanese, translation }) =>
      strayTerms(japanese, translation, glossary).map(
        (term) =>
          `${place}: 「${japanese}」 has ${term} (${glossary.get(term)}), not in "${translation}"`,
      ),
    );
}

describe.each(languages)('terms in %s', (locale) => {
  const glossary = readGlossary(locale);

  it('are in the glossary', () => expect(glossary.size).toBeGreaterThan(60));

  it('are said in one way wherever they name something', () => {
    const pairs = [...sitePairs(locale), ...phrasePairs(locale), ...procedurePairs(locale)];
    expect(strays(pairs, glossary)).toEqual([]);
  });
});

it('explains the terms in easy Japanese, every kanji with its reading', () => {
  const glossary = readGlossary('ja-easy');
  expect(glossary.size).toBeGreaterThan(60);
  const problems = [...glossary].flatMap(([term, [text = '']]) => {
    const why = hardToRead(text);
    return why === undefined ? [] : [`${term}: ${why}`];
  });
  expect(problems).toEqual([]);
});

it('notices a second translation of a term', () => {
  const glossary = new Map([
    ['申請', ['application']],
    ['申請者', ['applicant']],
  ]);
  expect(strayTerms('申請者', 'The applicant', glossary)).toEqual([]);
  expect(strayTerms('申請', 'Request', glossary)).toEqual(['申請']);
});
