import { z } from 'zod';
import { FIELD_TYPES } from '../fields/registry.ts';
import {
  ATTACHMENT,
  INTAKE,
  NOTICES,
  OUTPUT,
  phaseSchema,
  RETENTION,
  REVIEW,
  WHO,
  WINDOW,
} from './case-schema.ts';
import { CHANGES, FEE, WITHDRAW } from './money-schema.ts';

/*
 * The shape of definition.yaml. No transforms and no defaults, so that the same schema is published
 * as JSON Schema for editors (procedures/definition.schema.json).
 */

const KEY = z.string().regex(/^[a-z][a-z0-9_]*$/);
const TEXT = z.string().min(1);
const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const CONDITION = z.union([z.string().min(1), z.boolean()]);
const INTEGER = z.union([z.string().min(1), z.int()]);
const VALUE = z.union([z.string().min(1), z.int(), z.boolean()]);
/** Keys of options go into answers and URLs: letters, digits, "_" and "-". */
const OPTION_KEY = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/);

const OPTION = z.union([
  TEXT,
  z.strictObject({ text: TEXT, hint: TEXT.optional(), when: CONDITION.optional() }),
]);

const OPTIONS = {
  options: z.record(OPTION_KEY, OPTION).optional(),
  options_from: z
    .string()
    .regex(/^(resources|lists)\.[a-z][a-z0-9_-]*$/)
    .optional(),
};

/** Keys of a type that are texts or options rather than settings. */
const TYPE_TEXTS: Readonly<Record<string, z.ZodRawShape>> = {
  choice: OPTIONS,
  choices: OPTIONS,
  yes_no: { yes: TEXT.optional(), no: TEXT.optional() },
  consent: { statement: TEXT },
};

const FACT = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/);

const COMMON = {
  label: TEXT.optional(),
  hint: TEXT.optional(),
  when: CONDITION.optional(),
  required: z.boolean().optional(),
  fact: FACT.optional(),
  begins_with: FACT.optional(),
};

const PERSON_PARTS = ['name', 'birth', 'gender', 'address', 'phone', 'email'] as const;

const PERSON = z.strictObject({
  type: z.literal('person'),
  parts: z.array(z.enum(PERSON_PARTS)).min(1),
  when: CONDITION.optional(),
  required: z.boolean().optional(),
});

/** Between the two nobody could answer. */
const inOrder = ({ min, max }: Readonly<Record<string, unknown>>) =>
  typeof min !== 'number' || typeof max !== 'number' || min <= max;
const IN_ORDER = {
  path: ['max'],
  message: '「いくつまで」（max）が「いくつから」（min）より小さいので、だれも答えられません。',
};

const FIELD_SHAPES = FIELD_TYPES.map((type) =>
  z
    .strictObject({
      type: z.literal(type.type),
      ...COMMON,
      ...TYPE_TEXTS[type.type],
      ...type.settings.shape,
    })
    .refine(inOrder, IN_ORDER),
);

type FieldShapes = readonly [typeof PERSON, z.ZodObject<{ type: z.ZodLiteral<string> }>];

const SINGLE_FIELD = z.discriminatedUnion('type', [
  PERSON,
  ...FIELD_SHAPES,
] as unknown as FieldShapes);

/** Rules over several answers, once each of them is valid. */
const CHECKS = z.record(
  KEY,
  z.strictObject({ fails_when: CONDITION, field: z.string(), text: TEXT }),
);

/** A group that repeats inside a page or inside a row: its rows are filled in on the same page. */
const ROWS = z.strictObject({
  type: z.literal('rows'),
  ...COMMON,
  min: z.int().min(0).optional(),
  max: z.int().min(1).max(20),
  fields: z.record(KEY, SINGLE_FIELD),
  checks: CHECKS.optional(),
});

const FIELD = z.discriminatedUnion('type', [
  PERSON,
  ROWS,
  ...FIELD_SHAPES,
] as unknown as FieldShapes);

/** What may be written of a question of that type, key by key; undefined for a type there isn't. */
export function fieldShape(type: string): Readonly<Record<string, z.ZodType>> | undefined {
  const shapes: readonly z.ZodObject[] = [PERSON, ROWS, ...FIELD_SHAPES];
  const found = shapes.find(({ shape }) => (shape['type'] as z.ZodLiteral).value === type);
  return found?.shape as Readonly<Record<string, z.ZodType>> | undefined;
}

const PAGE = z.strictObject({
  id: KEY,
  title: TEXT,
  hint: TEXT.optional(),
  when: CONDITION.optional(),
  repeat: z
    .strictObject({
      of: KEY,
      min: z.int().min(0).optional(),
      /** A later page with the same `of` goes on with the same rows: only `of` is written there. */
      max: z.int().min(1).max(50).optional(),
      summary: TEXT.optional(),
      /** Its rows are people of the household: who, and what such a row then says (続柄). */
      people: z.record(KEY, z.record(KEY, z.union([OPTION_KEY, z.boolean()]))).optional(),
    })
    .optional(),
  fields: z.record(KEY, FIELD),
  notes: z
    .record(
      KEY,
      z.strictObject({
        when: CONDITION.optional(),
        tone: z.enum(['info', 'warning']).optional(),
        text: TEXT,
      }),
    )
    .optional(),
  checks: CHECKS.optional(),
  end_if: z.record(KEY, TEXT).optional(),
});

/** What a later submission shows and asks for. */
const EXPECT_PHASE = z.strictObject({
  pages: z.array(z.string()).optional(),
  attachments: z.array(z.string()).optional(),
  errors: z.record(z.string(), z.string()).optional(),
});

const EXPECT = z.strictObject({
  fee: z.int().optional(),
  pages: z.array(z.string()).optional(),
  estimate: z.array(z.int()).optional(),
  attachments: z.array(z.string()).optional(),
  ends_with: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  phases: z.record(KEY, EXPECT_PHASE).optional(),
});

export const DEFINITION = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  title: TEXT,
  summary: TEXT.optional(),
  keywords: z.array(TEXT).optional(),
  basis: TEXT,
  section: z.string(),
  counts_as: z.array(z.string()).min(1),
  life_events: z.array(z.string()).optional(),
  category: z.string(),
  door: z.enum(['apply', 'book']).optional(),
  identity: z.enum(['L0', 'L1', 'L2', 'L3']),
  evidence: z.enum(['seen', 'general_knowledge']),
  minutes: z.int().min(1).max(120),
  /** prepare_only: made online, then printed and brought; it is not an online application. */
  submission: z.enum(['online', 'prepare_only']).optional(),
  who: WHO.optional(),
  /** What is sent is sealed with the section's own key; the portal can't read it. */
  sealed: z.literal(true).optional(),
  window: WINDOW.optional(),
  intake: INTAKE.optional(),
  deadline: z
    .strictObject({ days: z.int().min(0).optional(), after: z.string().optional(), text: TEXT })
    .optional(),
  start: z
    .strictObject({
      who: TEXT.optional(),
      ready: z
        .record(KEY, z.union([TEXT, z.strictObject({ text: TEXT, when: CONDITION })]))
        .optional(),
      fee: TEXT.optional(),
      paper: TEXT.optional(),
    })
    .optional(),
  conditions: z.record(KEY, CONDITION).optional(),
  calculations: z.record(KEY, VALUE).optional(),
  /** What staff call conditions and calculations, in Japanese; never shown to residents. */
  names: z.record(KEY, TEXT).optional(),
  pages: z.array(PAGE).min(1),
  attachments: z.record(KEY, ATTACHMENT).optional(),
  estimate: z
    .strictObject({
      title: TEXT,
      lines: z.record(KEY, z.strictObject({ each: KEY.optional(), label: TEXT, yen: INTEGER })),
    })
    .optional(),
  fee: FEE.optional(),
  withdraw: WITHDRAW.optional(),
  changes: CHANGES.optional(),
  phases: z.record(KEY, phaseSchema(PAGE)).optional(),
  review: REVIEW.optional(),
  retention: RETENTION.optional(),
  notices: NOTICES.optional(),
  output: OUTPUT.optional(),
  /** Facts that the town has to confirm before it relies on them; never shown to residents. */
  to_confirm: z.array(z.string().min(1)).optional(),
  next: z
    .record(
      KEY,
      z.strictObject({ text: TEXT, days: z.int().min(0).optional(), when: CONDITION.optional() }),
    )
    .optional(),
  examples: z
    .record(
      KEY,
      z.strictObject({
        /** What an admin calls it; without one its key is shown. */
        title: z.string().min(1).max(80).optional(),
        today: DAY.optional(),
        answers: z.record(z.string(), z.unknown()),
        expect: EXPECT,
      }),
    )
    .optional(),
});

export type Definition = z.infer<typeof DEFINITION>;
export type PageSource = Definition['pages'][number];

/** A field as written, after `person` has been taken apart. */
export interface FieldSource {
  readonly type: string;
  readonly label?: string;
  readonly hint?: string;
  readonly when?: string | boolean;
  readonly required?: boolean;
  readonly fact?: string;
  readonly begins_with?: string;
  readonly yes?: string;
  readonly no?: string;
  readonly statement?: string;
  readonly options?: Readonly<Record<string, OptionSource>>;
  readonly options_from?: string;
  readonly [setting: string]: unknown;
}

export type OptionSource =
  | string
  | { readonly text: string; readonly hint?: string; readonly when?: string | boolean };
