import { z } from 'zod';
import { DEFINITION } from './definition-schema.ts';

/** The JSON Schema of definition.yaml, as it lies in procedures/definition.schema.json. */
export function definitionJsonSchema(): string {
  const schema = z.toJSONSchema(DEFINITION, { reused: 'ref' });
  return `${JSON.stringify({ title: 'Madoguchi procedure', ...schema }, null, 2)}\n`;
}
