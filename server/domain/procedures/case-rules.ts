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
}
