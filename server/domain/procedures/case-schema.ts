import { z } from 'zod';
import { COLUMN_FORMATS } from './case-rules.ts';

/*
 * The parts of definition.yaml that say who may apply, when, and what follows after the
 * application: phases, review, notices, output. Kept free of transforms, like definition-schema.ts.
 */

const KEY = z.string().regex(/^[a-z][a-z0-9_]*$/);
const TEXT = z.string().min(1);
const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const MONTH_DAY = z.string().regex(/^\d{2}-\d{2}$/);
const CONDITION = z.union([z.string().min(1), z.boolean()]);

const APPLICANTS = ['self', 'family', 'agent', 'guardian', 'corporation'] as const;

/** Asked on a page of its own in front of all others, unless only `self` may apply. */
export const WHO = z.strictObject({
  may_apply: z.array(z.enum(APPLICANTS)).min(1),
  /** Applicant → key of the attachment that proves the right to act. */
  proof: z.partialRecord(z.enum(APPLICANTS), KEY).optional(),
});

/** Once (`from`, `to`), or every year (`yearly`, which may run over the turn of the year). */
export const WINDOW = z.strictObject({
  from: DAY.optional(),
  to: DAY.optional(),
  yearly: z.strictObject({ from: MONTH_DAY, to: MONTH_DAY }).optional(),
});

/** Monthly intakes: what arrives by `closes_day` counts from the month `months_ahead` later. */
export const INTAKE = z.strictObject({
  closes_day: z.int().min(1).max(31),
  months_ahead: z.int().min(0).max(12),
  text: TEXT,
});

export const ATTACHMENT = z.strictObject({
  label: TEXT,
  hint: TEXT.optional(),
  when: CONDITION.optional(),
  may_follow: z.boolean().optional(),
  /** `paper`: the original has to be brought or posted and can't be uploaded. */
  deliver: z.enum(['upload', 'paper']).optional(),
  accept: z.enum(['photo', 'document', 'any']).optional(),
  max_files: z.int().min(1).max(20).optional(),
});

/** What staff decide, in the order in which it happens. */
export const REVIEW = z.strictObject({
  /** Staff approve before the resident may go on to a phase that `opens: approved`. */
  approval: z.boolean().optional(),
  outcomes: z
    .array(z.enum(['granted', 'refused', 'completed']))
    .min(1)
    .optional(),
  /** A refusal is a disposition: its notice carries reasons and 教示. */
  appeal: z.boolean().optional(),
  /** To whom the appeal (審査請求) goes, where it is not the mayor. */
  appeal_to: TEXT.optional(),
  /** A lawsuit needs the ruling on the appeal first (審査請求前置). */
  appeal_first: z.boolean().optional(),
  days: z.int().min(1).optional(),
  /** 決裁: positions of municipality.yaml that sign, from below; [] = none, whatever the section does. */
  route: z.array(KEY).optional(),
});

const YEARS = z.int().min(1).max(30);

/** 文書保存年限: whole years, counted from 1 April after the case was closed. */
export const RETENTION = z.strictObject({
  years: YEARS,
  from: z.literal('closed'),
  /** Where it differs: refused; withdrawn, lapsed or never brought. */
  refused: YEARS.optional(),
  withdrawn: YEARS.optional(),
});

const NOTICE = z.strictObject({ text: TEXT });

export const NOTICES = z.strictObject({
  received: NOTICE.optional(),
  returned: NOTICE.optional(),
  approved: NOTICE.optional(),
  granted: NOTICE.optional(),
  refused: NOTICE.optional(),
  completed: NOTICE.optional(),
  reminder: z
    .strictObject({ of: z.string().min(1), days_before: z.int().min(0), text: TEXT })
    .optional(),
});

const SIZE = { width: z.int().min(1).max(12), height: z.int().min(1).max(200).optional() };

/** A heading in words, or an answer as CEL. */
const CELL = z.union([
  z.strictObject({ text: z.string(), ...SIZE }),
  z.strictObject({ value: z.string().min(1), ...SIZE }),
]);

/** Filled from one of `from` (a place), `value` (CEL) and `text` (always the same). */
const COLUMN = z.strictObject({
  name: z.string().min(1),
  from: z.string().min(1).optional(),
  value: z.string().min(1).optional(),
  text: z.string().optional(),
  format: z.enum(COLUMN_FORMATS).optional(),
  /** Answer → code of the core system. */
  codes: z.record(z.string().min(1), z.string()).optional(),
});

/** The official form, where it has been seen; without it the PDF has the general layout and says so. */
export const OUTPUT = z.strictObject({
  form: z
    .strictObject({
      number: z.string().optional(),
      name: z.string(),
      source: z.string(),
      /** The ruled table of the form, row by row; the widths of a row add up to 12. */
      table: z.array(z.array(CELL).min(1)).min(1).optional(),
    })
    .optional(),
  /** Item of the core system → CEL expression over the answers. */
  record: z.record(z.string().min(1), z.string().min(1)).optional(),
  /** A line per row of this repeat in the table for the core system. */
  each: KEY.optional(),
  /** The table for the core system, column by column. */
  columns: z.array(COLUMN).min(1).optional(),
});

/** A later submission of the same case, opened by what staff decided. Built with the page shape. */
export function phaseSchema<P extends z.ZodType>(page: P) {
  return z.strictObject({
    title: TEXT,
    text: TEXT,
    opens: z.enum(['approved', 'granted']),
    within: z.strictObject({ days: z.int().min(1) }).optional(),
    pages: z.array(page).min(1),
    attachments: z.record(KEY, ATTACHMENT).optional(),
  });
}
