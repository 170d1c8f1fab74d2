import { z } from 'zod';
import { RESOURCE, RESOURCE_FILE } from './resource-schema.ts';

/** The JSON Schema of resources/*.yaml, as it lies in procedures/resources.schema.json. */
export function resourceJsonSchema(): string {
  // What an entry leaves out may stand in the defaults, so a single one need not be complete.
  const entry = RESOURCE.partial();
  const file = RESOURCE_FILE.extend({
    defaults: entry.optional(),
    resources: z.record(z.string(), entry),
  });
  const schema = z.toJSONSchema(file, { reused: 'ref', io: 'input' });
  return `${JSON.stringify({ title: 'Madoguchi resources', ...schema }, null, 2)}\n`;
}
