import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import type { Locale } from '../../../server/domain/procedures/locale.ts';
import type { Phrasebook } from '../../../server/domain/procedures/phrasebook.ts';
import type { Town } from '../../../server/domain/procedures/town.ts';
import { sampleTown, sourcesOfGood } from './sample-town.ts';

const LISTS = { relations: ['spouse', 'child'] };
const JA = {
  page_one: '最初のページ',
  'lists.relations.spouse': '夫または妻',
  'lists.relations.child': '子',
};
const EN = {
  page_one: 'First page',
  'lists.relations.spouse': 'Husband or wife',
  'lists.relations.child': 'Child',
};

const BODY = `pages:
  - id: one
    title: $page_one
    fields:
      relation: { type: choice, label: 関係, options_from: lists.relations }
      more: { type: text, label: くわしく, when: relation == "child" }
`;
const ENGLISH =
  'title: Sample\nfields: { relation: { label: Relation }, more: { label: Details } }\n';

function townWith(
  languages: readonly Locale[],
  phrases: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Town {
  const words = new Map(Object.entries(phrases) as [Locale, Record<string, string>][]);
  return { ...sampleTown(languages), phrasebook: { phrases: words, lists: LISTS } };
}

const both = townWith(['ja', 'en'], { ja: JA, en: EN });
const sources = (body = BODY, en: string | undefined = ENGLISH) => ({
  'definition.yaml': sourcesOfGood('pages: [{ id: a, title: a, fields: {} }]\n')[
    'definition.yaml'
  ]!.replace(/pages:.*\n/, body),
  ...(en !== undefined && { 'en.yaml': en }),
});
const compileIn = (town: Town, files: Readonly<Record<string, string>> = sources()) =>
  compileProcedure(files, town, 'sample');
const codes = (town: Town, files?: Readonly<Record<string, string>>) =>
  compileIn(town, files).findings.map(({ file, line, code }) => `${file}:${line} ${code}`);

describe('phrases', () => {
  it('give a text in each language without a line in <lang>.yaml', () => {
    const { procedure, findings } = compileIn(both);
    expect(findings).toEqual([]);
    expect(procedure?.text('ja', 'pages.one.title')).toBe('最初のページ');
    expect(procedure?.text('en', 'pages.one.title')).toBe('First page');
    expect(procedure?.text('en', 'fields.relation.options.child')).toBe('Child');
  });

  it('are overridden by what <lang>.yaml says, or replaced by another phrase', () => {
    const own = sources(BODY, `${ENGLISH}pages: { one: { title: Page 1 } }\n`);
    expect(compileIn(both, own).procedure?.text('en', 'pages.one.title')).toBe('Page 1');
    const other = sources(BODY, `${ENGLISH}pages: { one: { title: $lists.relations.child } }\n`);
    expect(compileIn(both, other).procedure?.text('en', 'pages.one.title')).toBe('Child');
  });

  it('tell what is not there', () => {
    expect(codes(both, sources(BODY.replace('$page_one', '$page_on')))).toContain(
      'sample/definition.yaml:12 unknown_phrase',
    );
    const { page_one: _, ...less } = EN;
    const poor = townWith(['ja', 'en'], { ja: JA, en: less });
    expect(codes(poor)).toEqual(['sample/definition.yaml:12 missing_text']);
    const wrong = sources(BODY, `${ENGLISH}pages: { one: { title: $no_such } }\n`);
    expect(codes(both, wrong)).toEqual(['sample/en.yaml:3 unknown_phrase']);
  });

  it('say nothing about languages that are not switched on', () => {
    expect(codes(townWith(['ja'], { ja: JA }), sources(BODY, 'title: Sample\n'))).toEqual([]);
  });
});

describe('lists of options', () => {
  it('are the options, and the only ones that an expression may compare with', () => {
    const { procedure } = compileIn(both);
    expect(procedure?.fields.get('relation')?.options).toEqual([
      { key: 'spouse' },
      { key: 'child' },
    ]);
    expect(codes(both, sources(BODY.replace('"child"', '"chid"')))).toEqual([
      'sample/definition.yaml:15 unknown_option',
    ]);
    expect(codes(both, sources(BODY.replace('lists.relations', 'lists.relation')))).toContain(
      'sample/definition.yaml:14 unknown_name',
    );
  });
});

describe('a published version', () => {
  const changed: Phrasebook['lists'] = { relations: ['spouse', 'parent'] };
  const later = {
    ...townWith(['ja', 'en', 'ko'], { ja: { ...JA, page_one: '別のことば' }, en: EN }),
  };
  const then = { ...later, phrasebook: { ...later.phrasebook!, lists: changed } };

  it('is another one as soon as a phrase that it speaks is', () => {
    const first = compileIn(both).procedure!;
    const unrelated = townWith(['ja', 'en'], { ja: { ...JA, other: 'ほか' }, en: EN });
    expect(compileIn(unrelated).procedure?.version).toBe(first.version);
    const now = townWith(['ja', 'en'], { ja: { ...JA, page_one: '別のことば' }, en: EN });
    expect(compileIn(now).procedure?.version).not.toBe(first.version);
  });

  it('stays as it was when phrases, lists and languages have changed', () => {
    const { procedure: first, sources } = compileIn(both);
    const { procedure, findings } = compileProcedure(sources!, then);
    expect(findings).toEqual([]);
    expect(procedure?.version).toBe(first?.version);
    expect(procedure?.text('ja', 'pages.one.title')).toBe('最初のページ');
    expect(procedure?.fields.get('relation')?.options?.map(({ key }) => key)).toEqual([
      'spouse',
      'child',
    ]);
  });
});
