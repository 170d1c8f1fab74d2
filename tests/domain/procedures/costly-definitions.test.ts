import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import { readSource } from '../../../server/domain/procedures/source-file.ts';
import { sampleTown } from './sample-town.ts';

const definition = (calculations: Readonly<Record<string, string>>) => `
id: bomb
title: 題名
basis: 条例
section: environment
counts_as: [bomb]
category: pets
identity: L0
evidence: seen
minutes: 5
calculations: ${JSON.stringify(calculations)}
pages:
  - id: dogs
    title: 犬
    repeat: { of: dogs, max: 50, summary: "{name}" }
    fields: { name: { type: text, label: 名前 } }
`;

function codes(calculations: Readonly<Record<string, string>>): readonly string[] {
  const { findings } = compileProcedure(
    { 'definition.yaml': definition(calculations) },
    sampleTown(),
    'bomb',
  );
  return findings.filter(({ code }) => code !== 'missing_text').map(({ code }) => code);
}

const doubled = (times: number) =>
  Object.fromEntries(
    Array.from({ length: times }, (_, at) => [
      `n${at + 1}`,
      at === 0 ? '"aaaaaaaa"' : `n${at} + n${at}`,
    ]),
  );

const BOMBS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'loops in loops': {
    a: 'dogs.map(a, dogs.map(b, dogs.map(c, dogs.filter(d, d.name == c.name).size())))',
  },
  'a text that doubles from calculation to calculation': doubled(30),
  'a text that doubles inside one expression': {
    a: 'cel.bind(a, "aaaaaaaaaaaaaaaa", cel.bind(b, a+a+a+a+a+a+a+a, cel.bind(c, b+b+b+b+b+b+b+b, cel.bind(d, c+c+c+c+c+c+c+c, cel.bind(e, d+d+d+d+d+d+d+d, cel.bind(f, e+e+e+e+e+e+e+e, f+f+f+f))))))',
  },
  'brackets without end': { a: `${'('.repeat(300)}1${')'.repeat(300)}` },
  'an expression as long as a book': { a: `"${'x'.repeat(5000)}"` },
  'a pattern that never comes to an end': {
    a: '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("(a+)+$")',
  },
};

describe('expressions that would keep the site busy', () => {
  it.each(Object.keys(BOMBS))('are refused before they are reckoned: %s', (name) => {
    const started = performance.now();
    expect(new Set(codes(BOMBS[name] ?? {}))).toContain('cel_too_costly');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('does not cry wolf over a loop in a loop', () => {
    expect(codes({ twins: 'dogs.exists(d, dogs.filter(e, e.name == d.name).size() > 1)' })).toEqual(
      [],
    );
  });
});

const unfolding = Array.from(
  { length: 9 },
  (_, at) =>
    `a${at}: &a${at} [${Array(9)
      .fill(at === 0 ? 'x' : `*a${at - 1}`)
      .join(', ')}]`,
);

describe('files that would keep the site busy', () => {
  it.each([
    ['parts that unfold into millions', unfolding.join('\n'), 'yaml'],
    ['a part that holds itself', 'answers: &a { x: *a }', 'yaml'],
    ['brackets without end', '['.repeat(5000), 'yaml'],
    ['a name that every object has', 'pages:\n  - __proto__: { title: x }', 'wrong_name'],
    ['the same key twice', 'a: 1\nb: 2\na: 3', 'duplicate_id'],
  ])('are refused with a line: %s', (_, text, code) => {
    const { findings, source } = readSource('definition.yaml', text);
    expect(findings[0]).toMatchObject({ code, level: 'error', file: 'definition.yaml' });
    expect(findings[0]?.line).toBeGreaterThan(0);
    expect(source.data).toBeUndefined();
  });

  it('reads forty thousand keys in seconds, not in minutes', () => {
    const text = Array.from({ length: 40_000 }, (_, at) => `k${at}: 1`).join('\n');
    const started = performance.now();
    expect(readSource('definition.yaml', text).findings).toEqual([]);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
