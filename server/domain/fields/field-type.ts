import type { z } from 'zod';
import type { Field } from '../procedures/procedure.ts';
import type { AnswerValue, FieldError, RawInput } from './answers.ts';
import type { TownAddresses } from './postcode.ts';

export interface ParseContext {
  /** JST date. */
  readonly today: string;
  /** Answers so far (for rules such as "holder must be the claimant"). */
  readonly scope: Readonly<Record<string, unknown>>;
  /** Keys of options that are offered now (after their `when`). */
  readonly optionKeys?: readonly string[];
  /** The town's own postcodes. */
  readonly addresses?: TownAddresses;
  /** The answer as it was saved before, for a field that never shows it whole again. */
  readonly saved?: AnswerValue;
  /** What the `resource` of a slot_picker is on a JST day of use, by the answers so far. */
  resourceOn?(day: string): string;
}

/** One row of an item_picker. */
export interface ItemRow {
  readonly item: string;
  readonly quantity: number;
}

export type Parsed =
  | { readonly value: AnswerValue | undefined }
  | { readonly errors: readonly FieldError[] };

/**
 * One kind of question. One file per type; `registry.ts` lists them. Rules only: how it looks is
 * `views/fields/<type>.eta` with `routes/apply/field-view.ts`.
 */
export interface FieldType {
  readonly type: string;
  /** The type's own keys in definition.yaml (strict object). */
  readonly settings: z.ZodObject;
  /**
   * CEL type: "string", "int", "bool", "list<string>", or a schema of parts; undefined for what no
   * condition may see.
   */
  cel(field: Field): string | Readonly<Record<string, string>> | undefined;
  /** What conditions see when there is no answer. */
  readonly empty: unknown;
  /** Names of the inputs: `[id]`, or `[id.year, id.month …]`. The first gets the focus on error. */
  inputs(field: Field): readonly string[];
  /** From what was typed to the canonical answer; undefined = left empty and not required. */
  parse(field: Field, raw: RawInput, context: ParseContext): Parsed;
  /** From the canonical answer back to what the inputs show. */
  toRaw(field: Field, value: AnswerValue): RawInput;
  /** Does a stored answer still hold (type, bounds, options)? */
  check(field: Field, value: AnswerValue, context: ParseContext): readonly FieldError[];
}
