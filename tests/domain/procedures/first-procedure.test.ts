import { expect, it } from 'vitest';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { readText } from '../../support/source-tree.ts';

const { town } = await loadSampleTown();

/** The files that the guide for newcomers has them write. */
const [definition = '', english = ''] = [
  ...readText('procedures/README.md').matchAll(/^```yaml\n(.*?)^```/gms),
].map(([, yaml]) => yaml);

it('the first procedure of the guide is right as it stands there, examples and English included', () => {
  const municipality = { ...town.municipality, languages: ['ja', 'en'] };
  const files = { 'definition.yaml': definition, 'en.yaml': english };
  const { procedure, findings } = compileProcedure(
    files,
    { ...town, municipality },
    'bicycle-parking',
  );
  expect(findings).toEqual([]);
  expect(procedure?.examples).toHaveLength(3);
  expect(procedure?.text('en', 'fields.kind.options.student')).toBe('Student');
});

it('and an example in it that does not hold would be told', () => {
  const wrong = definition.replace('fee: 4000', 'fee: 4001');
  const municipality = { ...town.municipality, languages: ['ja'] };
  const { findings } = compileProcedure(
    { 'definition.yaml': wrong },
    { ...town, municipality },
    'bicycle-parking',
  );
  expect(findings.map(({ code }) => code)).toEqual(['example_failed']);
});
