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
  readonly days?: number;
}

export interface ReminderRule {
  /** JST date that the reminder is about; "" = none. */
  readonly of: Expression<string>;
  readonly daysBefore: number;
}

export interface OutputRule {
  readonly form?: {
    readonly number?: string;
    readonly name: string;
    readonly source: string;
    readonly layout?: string;
  };
  /** Item of the core system → its value. */
  readonly record: readonly { readonly item: string; readonly value: Expression<unknown> }[];
}
