import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { resourceJsonSchema } from '../../../server/domain/bookings/resource-json-schema.ts';
import { definitionJsonSchema } from '../../../server/domain/procedures/definition-json-schema.ts';

const FOLDER = join(import.meta.dirname, '../../../procedures');

describe('procedures/resources.schema.json', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(resourceJsonSchema()),
  );
  it('is what the code says, and takes the files of the sample town', () => {
    expect(readFileSync(join(FOLDER, 'resources.schema.json'), 'utf8')).toBe(resourceJsonSchema());
    for (const name of ['facilities', 'waste-areas', 'courses']) {
      const file = parse(readFileSync(join(FOLDER, 'resources', `${name}.yaml`), 'utf8'));
      expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
      const [first] = Object.values<Record<string, unknown>>(file.resources);
      Object.assign(first!, { changes: [{ from: '2027-04-01', colour: 'red' }] });
      expect(validate(file)).toBe(false);
    }
  });
});

describe('procedures/definition.schema.json', () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(definitionJsonSchema()));
  const read = (id: string) => parse(readFileSync(join(FOLDER, id, 'definition.yaml'), 'utf8'));

  it('is what the code says (npm run procedures:check -- --write-schema)', () => {
    const file = readFileSync(join(FOLDER, 'definition.schema.json'), 'utf8');
    expect(file).toBe(definitionJsonSchema());
  });

  it.each(['child-allowance', 'care-certification', 'facility-booking', 'bulky-waste'])(
    'takes %s, and not with a wrong key',
    (id) => {
      expect(validate(read(id)), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...read(id), colour: 'red' })).toBe(false);
    },
  );

  it('knows the keys of each type', () => {
    const bulky = read('bulky-waste');
    bulky.pages[1].fields.items.min = 3;
    expect(validate(bulky)).toBe(false);
  });
});
