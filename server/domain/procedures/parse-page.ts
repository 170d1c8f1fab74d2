import type { Answers, AnswerValue, FieldError, RawInput } from '../fields/answers.ts';
import { isMissingCode } from '../fields/error-codes.ts';
import type { Parsed } from '../fields/field-type.ts';
import { fieldType } from '../fields/registry.ts';
import { fieldContext, isShown } from './field-context.ts';
import { runChecks } from './page-checks.ts';
import { parseRows } from './parse-rows.ts';
import type { Field, Journey, OpenScope, Page, Procedure, RuleContext } from './procedure.ts';
import { groupOf } from './repeat-group.ts';
import { scopeOver } from './row-scope.ts';
import { rowsOf } from './rows.ts';

export interface PageToParse {
  readonly procedure: Procedure;
  readonly page: Page;
  readonly journey: Journey;
  /** What was sent. `shown`: ids of the fields that the person could see, comma separated. */
  readonly raw: RawInput;
  readonly context: RuleContext;
  /** Row number from 0 on a repeat page. */
  readonly row?: number;
}

export interface ParsedPage {
  /** Only this page's (or this row's) answers; fields that are hidden or left empty are absent. */
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
  readonly shown: readonly Field[];
}

/**
 * Reads one page (or one row) as it was sent. Fields are read in order, so that a condition sees
 * what was typed above it; what is hidden by that is dropped. A required field that only came up
 * through this very input, and that the person could not see, is asked for (`more_questions`)
 * rather than blamed.
 */
export function parsePage(input: PageToParse): ParsedPage {
  const { page, raw } = input;
  const { scope, put, finish } = openScope(input);
  const seen = seenFields(raw);
  const answers: Record<string, AnswerValue> = {};
  const errors: FieldError[] = [];
  const shown: Field[] = [];
  for (const field of page.fields) {
    if (!isShown(field, scope)) {
      put(field, undefined);
      continue;
    }
    shown.push(field);
    const parsed = parseField(input, field, scope);
    shown.push(...(parsed.shown ?? []));
    if ('errors' in parsed) {
      errors.push(...parsed.errors.map((error) => gentle(error, seen)));
      put(field, undefined);
    } else {
      if (parsed.value !== undefined) answers[field.id] = parsed.value;
      put(field, parsed.value);
    }
  }
  if (errors.length === 0) {
    finish();
    errors.push(...runChecks(page, scope, page.repeat ? 'row' : undefined));
  }
  return { answers, errors, shown };
}

/** `shown`: of a group that repeats inside the page, the fields of its rows. */
function parseField(
  { procedure: { rules }, page, journey, raw, context, row = 0 }: PageToParse,
  field: Field,
  scope: OpenScope,
): Parsed & { readonly shown?: readonly Field[] } {
  const { today } = context;
  if (field.rows) {
    const { value, errors, shown } = parseRows({ field, raw, rules, scope, today });
    return errors.length > 0 ? { errors, shown } : { value, shown };
  }
  const before = page.repeat ? rowsOf(journey.answers, page.repeat.of)[row] : journey.answers;
  const saved = before?.[field.id];
  const about = fieldContext(field, rules, scope, today);
  return fieldType(field.type).parse(field, raw, saved === undefined ? about : { ...about, saved });
}

/** A scope in which this page (or row) is not answered yet, and how answers get into it. */
function openScope({ procedure, page, journey, row = 0 }: PageToParse) {
  const { rules } = procedure;
  const scope = scopeOver(journey.scope);
  if (!page.repeat) {
    return {
      scope,
      put(field: Field, value: AnswerValue | undefined) {
        rules.put(scope, field, value);
        rules.pass(scope, field.id);
      },
      finish() {},
    };
  }
  const { of } = page.repeat;
  const rowSoFar = rules.newRow(of, row);
  const others = [...(scope[of] as readonly unknown[])];
  const saved = rowsOf(journey.answers, of)[row] ?? {};
  for (const before of earlierPages(procedure, page)) {
    for (const field of before.fields) {
      const value = saved[field.id];
      if (value !== undefined) rules.putInRow(rowSoFar, field, value);
    }
  }
  scope['row'] = rowSoFar;
  return {
    scope,
    put(field: Field, value: AnswerValue | undefined) {
      rules.putInRow(rowSoFar, field, value);
    },
    finish() {
      others[Math.min(row, others.length)] = rowSoFar;
      scope[of] = others;
      rules.pass(scope, of);
    },
  };
}

/** Of a repeat over several pages, those that asked about the row before this one. */
function earlierPages(procedure: Procedure, page: Page): readonly Page[] {
  const group = groupOf(procedure, page);
  return group.slice(
    0,
    group.findIndex(({ id }) => id === page.id),
  );
}

function seenFields(raw: RawInput): ReadonlySet<string> | undefined {
  const shown = Object.hasOwn(raw, 'shown') ? raw['shown'] : undefined;
  return typeof shown === 'string' ? new Set(shown.split(',')) : undefined;
}

function gentle(error: FieldError, seen: ReadonlySet<string> | undefined): FieldError {
  if (!seen || seen.has(error.field) || !isMissingCode(error.code)) return error;
  return { ...error, code: 'more_questions' };
}
