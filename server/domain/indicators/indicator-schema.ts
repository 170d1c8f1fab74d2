import { z } from 'zod';
import { LOCALE_CODE } from '../procedures/locale.ts';
import { UNITS } from './declaration.ts';

/*
 * The shape of indicators.yaml. No transforms and no defaults, so that the same schema is published
 * as JSON Schema for editors (procedures/indicators.schema.json).
 */

const KEY = z.string().regex(/^[a-z][a-z0-9_]*$/);
const CODES = z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).min(1);
/** Language → text. */
const TEXT = z.record(z.string().regex(LOCALE_CODE), z.string().min(1));
const POINT = z.strictObject({
  fiscal_year: z.int().min(2000).max(2100),
  value: z.number().min(0),
});

const SOURCE = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('online_procedures') }),
  z.strictObject({
    from: z.literal('applications'),
    channel: z.enum(['online', 'counter', 'paper']).optional(),
    counts_as: CODES.optional(),
    identity: z.enum(['my_number_card']).optional(),
  }),
  z.strictObject({ from: z.literal('bookings'), counts_as: CODES.optional() }),
  z.strictObject({ from: z.literal('cashless_items') }),
  z.strictObject({ from: z.literal('counter_issues'), kinds: z.array(KEY).min(1).optional() }),
  z.strictObject({
    from: z.literal('waiting_time'),
    queue: KEY,
    months: z.array(z.int().min(1).max(12)).min(1),
  }),
  z.strictObject({ from: z.literal('incidents') }),
  z.strictObject({ from: z.literal('inventory_share'), of: z.enum(['can_be_done', 'done']) }),
  z.strictObject({ from: z.literal('typed') }),
]);

export const INDICATORS = z.strictObject({
  indicators: z.array(
    z.strictObject({
      id: KEY,
      name: TEXT,
      unit: z.enum(UNITS),
      direction: z.enum(['up', 'down']),
      source: SOURCE,
      baseline: POINT,
      targets: z.array(POINT).min(1),
      note: TEXT.optional(),
    }),
  ),
});

export type IndicatorSources = z.infer<typeof INDICATORS>;

/** The JSON Schema of indicators.yaml, as it lies in procedures/indicators.schema.json. */
export function indicatorJsonSchema(): string {
  const schema = z.toJSONSchema(INDICATORS, { reused: 'ref' });
  return `${JSON.stringify({ title: 'Madoguchi indicators', ...schema }, null, 2)}\n`;
}
