import { describe, expect, it } from 'vitest';
import * as rules from './support/house-rules.ts';
import {
  filesBelow,
  parseSource,
  readText,
  type SourceFile,
  sourcesBelow,
  topLevel,
} from './support/source-tree.ts';

const code = [...sourcesBelow('server'), ...sourcesBelow('tests'), ...sourcesBelow('views')];
const asText = (paths: readonly string[]): SourceFile[] =>
  paths.map((path) => ({ ...parseSource(path, ''), text: readText(path) }));
const pages = asText(filesBelow('views', /\.eta$/));
const sheets = asText(filesBelow('views', /\.css$/));
const texts = asText([...filesBelow('locales', /\.json$/), ...filesBelow('procedures', /\.yaml$/)]);

const planted = (path: string, text: string) => [parseSource(path, text)];
const manyLines = (count: number) => 'x();\n'.repeat(count);

/** Every rule beside a file that breaks it: a rule that never fails protects nothing. */
const TABLE: readonly [string, rules.HouseRule, readonly SourceFile[], readonly SourceFile[]][] = [
  [
    'domain imports no framework, database, provider or page',
    rules.domainStandsAlone,
    code,
    planted('server/domain/fees/a.ts', "import fastify from 'fastify';"),
  ],
  [
    'domain imports no other room than lib',
    rules.domainStandsAlone,
    code,
    planted('server/domain/fees/a.ts', "import type { W } from '../../http/words.ts';"),
  ],
  [
    'lib imports no other room',
    rules.libIsALeaf,
    code,
    planted('server/lib/a.ts', "export * from '../domain/errors.ts';"),
  ],
  [
    'only storage speaks to a database',
    rules.onlyStorageKnowsTheDatabase,
    code,
    planted('server/routes/a/b.ts', "const d = await import('drizzle-orm/pg-core');"),
  ],
  [
    'only services.ts chooses drivers',
    rules.onlyServicesChooseDrivers,
    code,
    planted('server/jobs/a.ts', "import { openStores } from '../storage/open-stores.ts';"),
  ],
  [
    'routes are opened by app.ts and staff-site.ts alone',
    rules.routesAreDoors,
    code,
    planted('server/jobs/a.ts', "import { x } from '../routes/apply/x.ts';"),
  ],
  [
    'only config.ts reads the environment',
    rules.onlyConfigReadsTheEnvironment,
    code,
    planted('server/http/a.ts', "if (process.env['X'] === '1') x();"),
  ],
  [
    'no import goes round in a circle',
    rules.noCycles,
    code,
    [
      parseSource('server/lib/a.ts', "import { b } from './b.ts';"),
      parseSource('server/lib/b.ts', "import { a } from './a.ts';"),
    ],
  ],
  [
    'no file is longer than 300 lines',
    rules.nothingTooLong,
    [...code, ...pages, ...sheets],
    planted('server/lib/a.ts', manyLines(301)),
  ],
  [
    'no function is longer than 70 lines',
    rules.nothingTooLong,
    code,
    planted('server/lib/a.ts', `const a = () => {\n${manyLines(70)}};`),
  ],
  [
    'names say what is inside, and no file only passes on',
    rules.namesSayWhatIsInside,
    code,
    planted('server/lib/date-utils.ts', 'x();'),
  ],
  [
    'nothing is left for later',
    rules.nothingLeftForLater,
    [...code, ...pages, ...sheets, ...texts],
    planted('server/lib/a.ts', `// ${'TO'}${'DO'}: later`),
  ],
];

describe('the rules of the house', () => {
  it.each(TABLE)('%s', (_, rule, files, breaking) => {
    expect(files.length).toBeGreaterThan(0);
    expect(rule(files)).toEqual([]);
    expect(rule(breaking)).not.toEqual([]);
  });

  it('the top level holds the agreed rooms and documents', () => {
    const allowed =
      /^(server|views|procedures|migrations|locales|tests|docs|deploy|package(-lock)?\.json|(tsconfig|biome|knip)\.json|(vitest|drizzle)\.config\.ts|(README(\.ja)?|ARCHITECTURE|CONTRIBUTING|DECISIONS|CHANGELOG)\.md|LICENSE|\..+)$/;
    expect(topLevel().filter((name) => !allowed.test(name))).toEqual([]);
    expect('utils').not.toMatch(allowed);
  });

  it('most files are short: at most 60 lines in the middle, 150 at the ninth tenth', () => {
    const lengths = [...code, ...pages]
      .map((file) => file.text.split('\n').length)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(150);
  });

  it('both databases have the same migrations', () => {
    const names = (kind: string) =>
      filesBelow(`migrations/${kind}`, /\.sql$/).map((path) => path.split('/').at(-1));
    expect(names('sqlite')).toEqual(names('postgres'));
    expect(names('sqlite').length).toBeGreaterThan(0);
  });
});

const FORBIDDEN_IN_PAGES: readonly [string, RegExp, string][] = [
  ['an inline style', /\sstyle=|<style/, '<p style="x">'],
  ['an inline script', /<script(?![^>]*\ssrc=)/, '<script>x()</script>'],
  ['an event attribute', /\son[a-z]+=/, '<a onclick="x()">'],
  ['a disabled control', /<[a-z][^>]*\sdisabled[\s>=]/, '<button disabled>'],
  ['a new window', /target="_blank"/, '<a target="_blank">'],
  ['something from elsewhere', /\s(src|srcset|action)="https?:/, '<img src="https://x">'],
  ['an unescaped value', /<%~(?!\s*(include\(|it\.body))/, '<%~ it.title %>'],
];

describe('pages', () => {
  it.each(FORBIDDEN_IN_PAGES)('are without %s', (_, pattern, example) => {
    const found = pages.filter((page) => pattern.test(page.text)).map((page) => page.path);
    expect(found).toEqual([]);
    expect(example).toMatch(pattern);
  });
});
