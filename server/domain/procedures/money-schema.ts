import { z } from 'zod';

/*
 * The parts of definition.yaml that say what is paid, when, and what may change afterwards. Kept
 * free of transforms, like definition-schema.ts.
 */

const KEY = z.string().regex(/^[a-z][a-z0-9_]*$/);
const TEXT = z.string().min(1);
const CONDITION = z.union([z.string().min(1), z.boolean()]);
const INTEGER = z.union([z.string().min(1), z.int()]);

const FEE_LINE = z.strictObject({
  item: KEY,
  revenue_item: KEY.optional(),
  label: TEXT,
  each: KEY.optional(),
  when: CONDITION.optional(),
  yen: INTEGER.optional(),
  items: KEY.optional(),
  slots: KEY.optional(),
});

export const FEE = z.strictObject({
  when: z.enum(['with_application', 'after_review', 'at_counter', 'monthly_bill', 'none']),
  /** 歳入科目 of its lines, from revenue-items.yaml; a line may name another one. */
  revenue_item: KEY.optional(),
  exempt_when: CONDITION.optional(),
  /** Attachments that prove the exemption: it counts once staff have accepted one of them. */
  exempt_proof: z.array(KEY).min(1).optional(),
  /** Days to pay: a monthly bill (without it the last day of that month), or at the counter. */
  pay_days: z.int().min(1).max(120).optional(),
  /**
   * monthly_bill: owed again for each month of use, from the month of the one date to that of the
   * other (without it, as long as it is used), once the use was granted.
   */
  months: z.strictObject({ from: KEY, to: KEY.optional() }).optional(),
  /** at_counter: it can be paid online, too. */
  online: z.literal(true).optional(),
  lines: z.array(FEE_LINE).optional(),
});

export const WITHDRAW = z.strictObject({
  allowed: z.literal('while_received').optional(),
  until_days_before_booking: z.int().min(0).optional(),
  refund: z
    .array(
      z.strictObject({
        days_before: z.int().min(0),
        percent: z.int().min(0).max(100),
        /** Whether that very day counts in, as the ordinance says (inclusive). */
        border: z.enum(['inclusive', 'exclusive']).optional(),
      }),
    )
    .optional(),
});

/** What may be changed in an order that was sent and paid. */
export const CHANGES = z.strictObject({
  fields: z.array(KEY).min(1),
  until_days_before_booking: z.int().min(0).optional(),
});
