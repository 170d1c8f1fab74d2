import { z } from 'zod';

const found = new WeakMap<z.ZodType, readonly string[]>();

function collect(schema: unknown, keys: Set<string>): Set<string> {
  if (typeof schema !== 'object' || schema === null) return keys;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') for (const key of Object.keys(value as object)) keys.add(key);
    collect(value, keys);
  }
  return keys;
}

/** Every key that a file of that shape may have anywhere, for a slip of the pen. */
export function shapeKeys(schema: z.ZodType): readonly string[] {
  const known = found.get(schema);
  if (known) return known;
  const keys = [...collect(z.toJSONSchema(schema, { unrepresentable: 'any' }), new Set())];
  found.set(schema, keys);
  return keys;
}
