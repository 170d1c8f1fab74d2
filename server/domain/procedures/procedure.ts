import type { Answers, AnswerValue, FieldError } from '../fields/answers.ts';
import type { TownAddresses } from '../fields/postcode.ts';
import type {
  AttachmentRule,
  IntakeRule,
  OutputRule,
  Phase,
  ReminderRule,
  RetentionRule,
  ReviewRule,
  WhoRule,
  WindowRule,
} from './case-rules.ts';
import type { Locale } from './locale.ts';
import type { ChangeRule, FeeRule, RefundBracket } from './money-rules.ts';
import type { Municipality } from './municipality.ts';
import type { Town } from './town.ts';

/** A compiled CEL expression. `run` never throws: a failing evaluation gives the type's empty value. */
export interface Expression<T> {
  readonly source: string;
  run(scope: Scope): T;
  /** Fields and repeats that it leans on, also through named expressions; "row" for a row's own. */
  readonly uses?: ReadonlySet<string>;
}

/**
 * What expressions see: variables by name. Built by `journey.ts`, never by hand, and never copied
 * with `...` (names without an answer lie beneath it); `scopeWithRow` sets a row on top.
 */
export type Scope = Readonly<Record<string, unknown>>;

/**
 * What rules need besides the answers. `today` is a JST date (YYYY-MM-DD).
 */
export interface RuleContext {
  readonly today: string;
}

export interface Field {
  readonly id: string;
  readonly type: string;
  /** Repeat that the field is a column of, if any. */
  readonly repeat?: string;
  readonly page: string;
  readonly required: boolean;
  readonly when?: Expression<boolean>;
  /** For instant reveal on the page: the condition in a form the browser can follow, if simple enough. */
  readonly reveal?: Reveal;
  readonly fact?: string;
  /** A fact whose value is offered here, though what is answered says nothing about it. */
  readonly beginsWith?: string;
  /** Options of choice and choices, in order. */
  readonly options?: readonly { readonly key: string; readonly when?: Expression<boolean> }[];
  /** Of the type `rows`: the group that repeats inside this field's page (or row). */
  readonly rows?: {
    readonly min: number;
    readonly max: number;
    /** Their `repeat` is this field's key in `Procedure.fields`. */
    readonly fields: readonly Field[];
    /** Rules over the answers of one row; `field` is one of its own. */
    readonly checks: readonly Check[];
  };
  /** The type's own keys, as checked by its schema (max, precision, catalogue …). */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Text key prefix in `Procedure.text`: `fields.<id>`, in rows `fields.<repeat>.<id>`. */
  readonly textKey: string;
}

/** field = one of values (booleans as "yes"/"no"); `not` turns it round. Clauses are joined by AND. */
export interface Reveal {
  readonly clauses: readonly { field: string; values: readonly string[]; not?: boolean }[];
}

/** A rule over several answers, once each of them is valid. */
export interface Check {
  readonly key: string;
  readonly field: string;
  readonly failsWhen: Expression<boolean>;
}

export interface Page {
  readonly id: string;
  readonly when?: Expression<boolean>;
  readonly fields: readonly Field[];
  readonly repeat?: {
    readonly of: string;
    readonly min: number;
    readonly max: number;
    /** Id of the group's first page, whose address is the list of rows: the page's own, or an earlier one's. */
    readonly first: string;
    /** Rows are people of these groups; the answers of the row that say so. */
    readonly people?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
    /** What `row` is in expressions while that row has no answers yet. */
    newRow?(index: number): unknown;
  };
  readonly notes: readonly {
    readonly key: string;
    readonly tone: 'info' | 'warning';
    readonly when?: Expression<boolean>;
  }[];
  readonly checks: readonly Check[];
  readonly endIf: readonly { readonly condition: string; readonly when: Expression<boolean> }[];
}

export interface FeeLineRule {
  readonly item: string;
  /** 歳入科目, where it is another one than the fee's. */
  readonly revenueItem?: string;
  readonly each?: string;
  readonly when?: Expression<boolean>;
  readonly yen?: Expression<number>;
  /** Field id of an item_picker / slot_picker whose price is owed. */
  readonly items?: string;
  readonly slots?: string;
}

/** A published definition, compiled. Immutable; `version` is the content hash of its files. */
export interface Procedure {
  readonly id: string;
  readonly version: string;
  readonly basis: string;
  readonly section: string;
  readonly countsAs: readonly string[];
  readonly lifeEvents: readonly string[];
  readonly category: string;
  readonly door: 'apply' | 'book';
  readonly identity: 'L0' | 'L1' | 'L2' | 'L3';
  readonly evidence: 'seen' | 'general_knowledge';
  readonly minutes: number;
  readonly submission: 'online' | 'prepare_only';
  /** What was sent is sealed for the section's own key: its cases have no answers here. */
  readonly sealed?: true;
  readonly who?: WhoRule;
  readonly window?: WindowRule;
  readonly intake?: IntakeRule;
  readonly deadline?: { readonly days?: number; readonly after?: string };
  readonly ready: readonly { readonly key: string; readonly when?: Expression<boolean> }[];
  readonly pages: readonly Page[];
  /** What the named conditions and calculations say (CEL), for putting it in words. */
  readonly conditions?: ReadonlyMap<string, string>;
  /** All fields by id, of phases too; row fields by `<repeat>.<id>`. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Of the application and of all phases. */
  readonly attachments: readonly AttachmentRule[];
  readonly phases: readonly Phase[];
  readonly review: ReviewRule;
  /** Absent: nothing is ever deleted. */
  readonly retention?: RetentionRule;
  readonly reminder?: ReminderRule;
  readonly output: OutputRule;
  readonly toConfirm: readonly string[];
  readonly estimate?: {
    readonly lines: readonly {
      readonly key: string;
      readonly each?: string;
      readonly yen: Expression<number>;
    }[];
  };
  readonly fee: FeeRule;
  /** Absent: what was sent stays as it is. */
  readonly changes?: ChangeRule;
  readonly withdraw: {
    readonly untilDaysBeforeBooking?: number;
    readonly refund: readonly RefundBracket[];
  };
  readonly next: readonly {
    readonly key: string;
    readonly days?: number;
    readonly when?: Expression<boolean>;
  }[];
  readonly examples: readonly ExampleCase[];
  /** The field id of the procedure's slot_picker, if it books something. */
  readonly booking?: string;
  /**
   * The text with a key (`title`, `pages.chip.title`, `fields.chip.label`) in that language, with
   * ruby marks; Japanese where a language lacks it; undefined where the definition has none.
   * Labels fall back to the shared vocabulary.
   */
  text(locale: Locale, key: string): string | undefined;
  /** How a scope is built; for journey.ts and parse-page.ts. */
  readonly rules: ScopeRules;
}

/** A scope under construction. */
export type OpenScope = Record<string, unknown>;

/** How answers become what expressions see: CEL values (integers as BigInt), one class per shape. */
export interface ScopeRules {
  readonly addresses: TownAddresses;
  /** A fresh scope of that JST day in which nothing is answered. */
  start(today: string): OpenScope;
  /** Puts an answer in; undefined takes it out. */
  put(scope: OpenScope, field: Field, value: AnswerValue | undefined): void;
  /**
   * Says that this field (or repeat) has been passed, answered or not: reckons the named
   * expressions that waited for it. Fields must be passed in order, hidden ones too.
   */
  pass(scope: OpenScope, id: string): void;
  newRow(repeat: string, index: number): OpenScope;
  /** Puts an answer into a row made by `newRow`. */
  putInRow(row: OpenScope, field: Field, value: AnswerValue | undefined): void;
}

export interface ExampleCase {
  readonly name: string;
  readonly title?: string;
  readonly today: string;
  readonly answers: Answers;
  readonly expect: {
    readonly fee?: number;
    readonly pages?: readonly string[];
    readonly estimate?: readonly number[];
    readonly attachments?: readonly string[];
    readonly ends_with?: string;
    readonly errors?: Readonly<Record<string, string>>;
    readonly values?: Readonly<Record<string, unknown>>;
    readonly phases?: Readonly<Record<string, ExpectedPhase>>;
  };
}

/** What a phase shows and asks for, in an example case. */
export interface ExpectedPhase {
  readonly pages?: readonly string[];
  readonly attachments?: readonly string[];
  readonly errors?: Readonly<Record<string, string>>;
}

/** A defect in a definition, told to the admin. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  /** e.g. `unknown_key`, `cel_type`, `missing_text`, `duplicate_id`, `unreachable_page`, `example_failed`. */
  readonly code: string;
  readonly message: string;
  readonly mend: string;
  /** Keys and positions from the top of the file, where it is known: for the builder's links. */
  readonly path?: readonly (string | number)[];
  /** Name of the example case that fails. */
  readonly example?: string;
}

/** All that was loaded from a procedures folder. */
/** A definition's files as they are read: file name → content. */
export type DefinitionSources = Readonly<Record<string, string>>;

export interface Library {
  /** What can be begun. It may be another map at the next request: nobody keeps it. */
  readonly procedures: ReadonlyMap<string, Procedure>;
  /** Taken off the site: nobody can begin them, cases go on. */
  readonly retired?: ReadonlyMap<string, Procedure>;
  /** Left out because of errors: id → findings. */
  readonly broken: ReadonlyMap<string, readonly Finding[]>;
  readonly warnings: readonly Finding[];
  readonly municipality: Municipality;
  /** The town's own postcodes, for `lookupPostcode`. */
  readonly addresses: TownAddresses;
  /** What definitions are compiled with: for `compileProcedure` of a pinned version. */
  readonly town: Town;
}

/** Where a resident stands: pure computation from the definition and the answers so far. */
export interface Journey {
  /** Pages that are shown, in order, up to and including the first one that is not complete (or where it ends). */
  readonly reached: readonly ReachedPage[];
  /** Every page that would be shown with today's answers, for "2 / 5". */
  readonly total: number;
  /** All shown pages are complete and nothing ended the journey. */
  readonly complete: boolean;
  readonly endedBy?: { readonly page: string; readonly condition: string };
  /** Answers of shown fields only. */
  readonly answers: Answers;
  readonly scope: Scope;
}

export interface ReachedPage {
  readonly page: Page;
  readonly complete: boolean;
  /** Fields shown now (without repeat pages, whose rows decide for themselves). */
  readonly fields: readonly Field[];
  /** Problems of saved answers (an answer that became invalid, a check that fails, too few rows). */
  readonly errors: readonly FieldError[];
  /** On the first page of a repeat, which stands for the whole group: each saved row by itself. */
  readonly rows?: readonly ReachedRow[];
}

export interface ReachedRow {
  readonly complete: boolean;
  readonly fields: readonly Field[];
  readonly errors: readonly FieldError[];
  /** Pages of the group that this row shows, up to and including the first that is not complete. */
  readonly pages: readonly ReachedRowPage[];
}

interface ReachedRowPage {
  readonly page: Page;
  readonly complete: boolean;
  readonly fields: readonly Field[];
}
