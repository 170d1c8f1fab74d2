import { z } from 'zod';
import { LOCALE_CODE } from '../procedures/locale.ts';

/*
 * The shape of bundles/<id>.yaml. No transforms and no defaults, so that the same schema is
 * published as JSON Schema for editors (procedures/bundles.schema.json).
 */

const KEY = z.string().regex(/^[a-z][a-z0-9_]*$/);
const ID = z.string().regex(/^[a-z][a-z0-9-]*$/);
const OPTION_KEY = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/);
const CONDITION = z.union([z.string().min(1), z.boolean()]);
/** Language → text. */
const TEXT = z.record(z.string().regex(LOCALE_CODE), z.string().min(1));

const QUESTION = z.strictObject({
  id: KEY,
  type: z.enum(['yes_no', 'choice']),
  label: TEXT,
  hint: TEXT.optional(),
  options: z.record(OPTION_KEY, TEXT).optional(),
  when: CONDITION.optional(),
});

const PROCEDURE = z.strictObject({
  id: ID,
  when: CONDITION.optional(),
  why: TEXT,
  paper: z.strictObject({ values: z.int().min(1), source: z.string().min(1) }).optional(),
});

export const BUNDLE = z.strictObject({
  id: ID,
  life_event: ID,
  order: z.int().min(1).optional(),
  title: TEXT,
  lead: TEXT,
  questions: z.array(QUESTION),
  procedures: z.array(PROCEDURE).min(1),
});

export type BundleSource = z.infer<typeof BUNDLE>;

/** The JSON Schema of bundles/*.yaml, as it lies in procedures/bundles.schema.json. */
export function bundleJsonSchema(): string {
  const schema = z.toJSONSchema(BUNDLE, { reused: 'ref' });
  return `${JSON.stringify({ title: 'Madoguchi bundle of procedures', ...schema }, null, 2)}\n`;
}
