export const COMPARISONS = ['<', '<=', '==', '!=', '>=', '>'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a question's answer is, as far as conditions can ask about it. */
export type AskedKind =
  | 'yes_no' // also a condition that has a name, and what the town has switched on
  | 'choice'
  | 'choices'
  | 'number'
  | 'date' // YYYY-MM-DD
  | 'text' // answered or not, nothing more
  | 'rows'; // a list of rows

/** A question, condition or calculation that a condition can speak of. */
interface ConditionField {
  readonly kind: AskedKind;
  /** It is asked in each row of this list: `children` of `children.birth`. */
  readonly rows?: string;
}

/** By the names of expressions: `kind`, `row.kind`, `town.flag`, `today`; in rows `children.birth`. */
export type ConditionFields = ReadonlyMap<string, ConditionField>;

/** A number as typed, an amount of the town, or another answer that is a number. */
export type NumberValue =
  | { readonly of: 'number'; readonly number: number }
  | { readonly of: 'amount' | 'field'; readonly name: string };

export type DayValue =
  | { readonly of: 'today' }
  /** YYYY-MM-DD */
  | { readonly of: 'date'; readonly date: string }
  | { readonly of: 'field'; readonly name: string }
  /** So many days or months after today, or before it. */
  | {
      readonly of: 'days' | 'months';
      readonly when: 'after' | 'before';
      readonly count: NumberValue;
    };

/** What is a number of an answer: itself, how many rows or ticks, an age, a fiscal year. */
export type Measure =
  | { readonly of: 'number' | 'count' | 'fiscal_year'; readonly field: string }
  /** Completed years by law on a day (`today` or a date's name), or at the end of its fiscal year. */
  | {
      readonly of: 'age' | 'age_at_year_end';
      readonly field: string;
      readonly on: string;
    };

/** One thing that can be said of one question. */
export type AnswerClause =
  | {
      readonly kind: 'yes' | 'no' | 'answered' | 'unanswered' | 'holiday' | 'not_holiday';
      readonly field: string;
    }
  | {
      readonly kind: 'is' | 'is_not' | 'contains' | 'contains_not' | 'only';
      readonly field: string;
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'measure';
      readonly measure: Measure;
      readonly compare: Comparison;
      readonly value: NumberValue;
    }
  | {
      readonly kind: 'measure_between';
      readonly measure: Measure;
      readonly from: NumberValue;
      readonly to: NumberValue;
    }
  | {
      readonly kind: 'day';
      readonly field: string;
      readonly compare: Comparison;
      readonly value: DayValue;
    }
  /** Both days count in. */
  | {
      readonly kind: 'day_between';
      readonly field: string;
      readonly from: string;
      readonly to: string;
    }
  /** A term of so many days from the day after; one that ends on a closed day ends on the next open one. */
  | { readonly kind: 'within' | 'past'; readonly field: string; readonly days: NumberValue };

/** It holds in one row at least, or in none. */
export interface RowsClause {
  readonly kind: 'some' | 'none';
  readonly rows: string;
  readonly of: AnswerClause;
}

export type ConditionClause = AnswerClause | RowsClause;

export type Join = 'all' | 'any';

/** Clauses that count as one: joined the other way round than what they stand among. */
export interface ConditionGroup {
  readonly kind: 'group';
  readonly clauses: readonly ConditionClause[];
}

export interface SimpleCondition {
  readonly join: Join;
  readonly items: readonly (ConditionClause | ConditionGroup)[];
}
