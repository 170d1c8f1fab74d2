import type { Expression, Page } from './procedure.ts';

/** Who may hand in an application, in the order in which the page asks. */
export type Applicant = 'self' | 'family' | 'agent' | 'guardian' | 'corporation';

export interface WhoRule {
  readonly mayApply: readonly Applicant[];
  /** Applicant → attachment that proves the right to act. */
  readonly proof: Readonly<Partial<Record<Applicant, string>>>;
}

/** JST dates (YYYY-MM-DD); `yearly` in MM-DD, both days inclusive, may run over the turn of the year. */
export interface WindowRule {
  readonly from?: string;
  readonly to?: string;
  readonly yearly?: { readonly from: string; readonly to: string };
}

/** What arrives by day `closesDay` of a month counts from the month `monthsAhead` later. */
export interface IntakeRule {
  readonly closesDay: number;
  readonly monthsAhead: number;
}

export interface AttachmentRule {
  readonly key: string;
  readonly when?: Expression<boolean>;
  readonly mayFollow: boolean;
  readonly deliver: 'upload' | 'paper';
  readonly accept: 'photo' | 'document' | 'any';
  readonly maxFiles: number;
  /** Phase that asks for it; undefined = the application itself. */
  readonly phase?: string;
}

/** A later submission of the same case. Its pages know every answer of the application. */
export interface Phase {
  readonly id: string;
  readonly opens: 'approved' | 'granted';
  readonly withinDays?: number;
  readonly pages: readonly Page[];
}

export type Outcome = 'granted' | 'refused' | 'completed';

export interface ReviewRule {
  /** Staff approve before a phase with `opens: approved`. */
  readonly approval: boolean;
  readonly outcomes: readonly Outcome[];
  /** A refusal carries reasons and 教示 (行政不服審査法82条, 行政事件訴訟法46条). */
  readonly appeal: boolean;
  /** The lawsuit needs the ruling on the appeal first (審査請求前置). */
  readonly appealFirst: boolean;
  readonly days?: number;
  /** 決裁: keys of the positions that sign a decision, from below. Absent: nobody has to. */
  readonly route?: readonly string[];
}

/** How long a case is kept, in years from 1 April after it was closed (文書保存年限). */
export interface RetentionRule {
  readonly years: number;
  readonly refused: number;
  /** Withdrawn, lapsed, or prepared and never brought. */
  readonly withdrawn: number;
}

export interface ReminderRule {
  /** JST date that the reminder is about; "" = none. */
  readonly of: Expression<string>;
  readonly daysBefore: number;
}

/** A heading in words, or the value of an answer. */
export type FormCell = { readonly width: number; readonly height?: number } & (
  | { readonly text: string }
  | { readonly value: Expression<unknown> }
);

export interface OutputRule {
  readonly form?: {
    readonly number?: string;
    readonly name: string;
    readonly source: string;
    /** Rows of cells; widths in twelfths, least heights in millimetres. */
    readonly table?: readonly (readonly FormCell[])[];
  };
  /** Item of the core system → its value. */
  readonly record: readonly { readonly item: string; readonly value: Expression<unknown> }[];
  /** The table for the core system; empty = the default one (domain/hand-over/default-columns.ts). */
  readonly columns: readonly OutputColumn[];
  /** Repeat (or field of rows) of which each row is a line; else a line is an application. */
  readonly each?: string;
}

/** What a column can be filled with besides answers. Days are JST (YYYY-MM-DD), times ISO 8601 +09:00. */
export const APPLICATION_FACTS = [
  'number',
  'procedure',
  'version',
  'status',
  'channel',
  'fee',
  'submitted_on',
  'submitted_at',
  'received_on',
  'received_at',
  'closed_on',
] as const;

export type ApplicationFact = (typeof APPLICATION_FACTS)[number];

export const COLUMN_FORMATS = [
  'half_width_kana',
  'full_width',
  'digits',
  'iso',
  'yyyymmdd',
  'era',
  'era_code',
] as const;

export type ColumnFormat = (typeof COLUMN_FORMATS)[number];

export type ColumnSource =
  | { readonly of: 'application'; readonly fact: ApplicationFact }
  /** Places in the answers, e.g. ["applicant_name", "family"]; the first that is answered counts. */
  | { readonly of: 'answer'; readonly paths: readonly (readonly string[])[] }
  | { readonly of: 'row'; readonly path: readonly string[] }
  /** Number of the line within its application, from 1. */
  | { readonly of: 'row_number' }
  | { readonly of: 'expression'; readonly value: Expression<unknown>; readonly part?: string }
  | { readonly of: 'text'; readonly text: string };

export interface OutputColumn {
  readonly name: string;
  readonly source: ColumnSource;
  readonly format?: ColumnFormat;
  /** Value → code of the core system; booleans as "yes" and "no". What is not in it stays as it is. */
  readonly codes?: Readonly<Record<string, string>>;
}
