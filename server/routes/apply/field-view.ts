import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { Scope } from '../../domain/procedures/procedure.ts';
import type { Html } from '../../lib/html.ts';
import type { AnswerLine } from './answer-text.ts';
import type { FieldTexts, PartTexts } from './field-texts.ts';
import type { OptionText } from './option-texts.ts';

interface PartView {
  readonly texts: PartTexts;
  readonly value: string;
  readonly invalid: boolean;
}

/** A group that repeats inside its page, as `views/fields/rows.eta` gets it. */
export interface InnerRowsView {
  readonly count: { readonly name: string; readonly value: number };
  readonly rows: readonly {
    readonly heading: Html;
    readonly fields: readonly FieldView[];
    /** Value of the button that takes it away; none where only one is shown. */
    readonly remove?: string;
  }[];
  /** Value of the button for one more, and where the page then stands; none when it is full. */
  readonly add?: { readonly intent: string; readonly anchor: string };
}

/** What a template of views/fields gets as `it.field`. */
export interface FieldView {
  readonly texts: FieldTexts;
  /** On the page for instant reveal only: not asked now. */
  readonly hidden: boolean;
  /** In the words of the error summary. */
  readonly errors: readonly Html[];
  readonly describedBy: string;
  /** In a correction: it stays as it was sent, and reads like this. */
  readonly settled?: readonly AnswerLine[];
  /** Why it is asked again: it was returned. */
  readonly remark?: { readonly id: string; readonly texts: readonly Html[] };
  readonly value: string;
  /** Ticked options. */
  readonly chosen: readonly string[];
  /** Options that are offered with the answers so far. */
  readonly options: readonly OptionText[];
  readonly parts: readonly PartView[];
  /** bank_account: registered | account. */
  readonly use: string;
  /** What an item or slot picker shows besides. */
  readonly picker?: unknown;
  /** Of a group that repeats inside the page. */
  readonly rows?: InnerRowsView;
}

export interface FieldState {
  readonly raw: RawInput;
  readonly hidden: boolean;
  readonly errors: readonly FieldError[];
  readonly errorTexts: readonly Html[];
  readonly scope: Scope;
  readonly remark?: readonly Html[];
  readonly settled?: readonly AnswerLine[];
  readonly picker?: unknown;
  readonly rows?: InnerRowsView;
}

const NONE: readonly never[] = [];

/** The first value that was sent under a name. */
export function one(raw: RawInput, name: string): string {
  const value = raw[name];
  if (value === undefined) return '';
  return typeof value === 'string' ? value : (value[0] ?? '');
}

/** Everything that was sent under a name. */
export function many(raw: RawInput, name: string): readonly string[] {
  const value = raw[name];
  if (value === undefined || value === '') return NONE;
  return typeof value === 'string' ? [value] : value;
}

function offered(texts: FieldTexts, scope: Scope): readonly OptionText[] {
  const rules = texts.field.options;
  if (!rules?.some((option) => option.when)) return texts.options;
  const keys = new Set(rules.filter((o) => !o.when || o.when.run(scope)).map((o) => o.key));
  return texts.options.filter((option) => keys.has(option.key));
}

function partViews(texts: FieldTexts, state: FieldState): readonly PartView[] {
  if (texts.parts.length === 0) return NONE;
  const { raw, errors } = state;
  return texts.parts.map((part) => ({
    texts: part,
    value: one(raw, part.name),
    invalid: errors.length > 0 && errors.some((error) => error.input === part.name),
  }));
}

/** One question as it stands: its texts, what was typed and what is wrong with it. */
export function fieldView(texts: FieldTexts, state: FieldState): FieldView {
  const described = state.errorTexts.length > 0 ? texts.describedByError : texts.describedBy;
  const remark = state.remark && { id: `${texts.inputId}-remark`, texts: state.remark };
  return {
    texts,
    hidden: state.hidden,
    errors: state.errorTexts,
    describedBy: remark ? `${remark.id} ${described}`.trim() : described,
    ...(remark && { remark }),
    ...(state.settled && { settled: state.settled }),
    value: one(state.raw, texts.id),
    chosen: many(state.raw, texts.id),
    options: offered(texts, state.scope),
    parts: partViews(texts, state),
    use: texts.uses.length > 0 ? one(state.raw, `${texts.id}.use`) : '',
    picker: state.picker,
    ...(state.rows && { rows: state.rows }),
  };
}
