import type { Answers, AnswerValue, FieldError } from '../fields/answers.ts';
import { fieldType } from '../fields/registry.ts';
import { checkRows } from './check-rows.ts';
import { fieldContext, isShown } from './field-context.ts';
import { isAnswered, runChecks } from './page-checks.ts';
import type {
  Field,
  Journey,
  OpenScope,
  Page,
  Procedure,
  ReachedPage,
  ReachedRow,
  RuleContext,
} from './procedure.ts';
import { rowsOf } from './rows.ts';

/** `unanswered: 'ignore'` walks on as if everything missing had been answered: for example cases. */
export interface JourneyOptions {
  /** Walks the pages of that phase; the application's answers (and earlier phases') are known. */
  readonly phase?: string;
  readonly unanswered?: 'stop' | 'ignore';
}

interface Walk {
  readonly procedure: Procedure;
  readonly answers: Answers;
  readonly today: string;
  readonly lenient: boolean;
  readonly scope: OpenScope;
  /** Answers of shown fields. */
  readonly kept: Record<string, AnswerValue>;
}

/**
 * Where a resident stands. Pages in order; a hidden page's or field's answers count as unanswered;
 * what is reached ends with the first page that is not complete, or where a condition ends it.
 * In a phase, `answers` are those of the whole case; the journey's own are the phase's alone.
 * Pure and fast: it runs on every page view.
 */
export function computeJourney(
  procedure: Procedure,
  answers: Answers,
  context: RuleContext,
  options: JourneyOptions = {},
): Journey {
  const walk: Walk = {
    procedure,
    answers,
    today: context.today,
    lenient: options.unanswered === 'ignore',
    scope: procedure.rules.start(context.today),
    kept: {},
  };
  const { before, pages } = pagesToWalk(procedure, options.phase);
  for (const page of before) if (isPageShown(walk, page)) walkPage({ ...walk, kept: {} }, page);
  const reached: ReachedPage[] = [];
  let total = 0;
  let stopped = false;
  let endedBy: Journey['endedBy'];
  for (const page of pages) {
    if (!isPageShown(walk, page)) continue;
    total += 1;
    const state = walkPage(walk, page);
    if (!stopped) reached.push(state);
    if (!state.complete && !walk.lenient) stopped = true;
    const condition = state.complete || walk.lenient ? endOf(walk, state) : undefined;
    if (condition !== undefined && !stopped) {
      endedBy = { page: page.id, condition };
      break;
    }
  }
  return {
    reached,
    total,
    complete: !stopped && endedBy === undefined,
    ...(endedBy && { endedBy }),
    answers: walk.kept,
    scope: walk.scope,
  };
}

/** @throws RangeError for a phase that the definition doesn't have */
function pagesToWalk({ pages, phases }: Procedure, phase: string | undefined) {
  if (phase === undefined) return { before: [], pages };
  const at = phases.findIndex(({ id }) => id === phase);
  const found = phases[at];
  if (!found) throw new RangeError(`No phase "${phase}"`);
  const earlier = phases.slice(0, at).flatMap((one) => one.pages);
  return { before: [...pages, ...earlier], pages: found.pages };
}

/** A page that is not shown is passed: nothing in it is answered. */
function isPageShown({ procedure, scope }: Walk, page: Page): boolean {
  if (!page.when || page.when.run(scope)) return true;
  if (page.repeat) procedure.rules.pass(scope, page.repeat.of);
  else for (const field of page.fields) procedure.rules.pass(scope, field.id);
  return false;
}

function walkPage(walk: Walk, page: Page): ReachedPage {
  return page.repeat ? walkRows(walk, page, page.repeat) : walkFields(walk, page);
}

interface Checked {
  readonly complete: boolean;
  readonly shown: readonly Field[];
  readonly errors: readonly FieldError[];
  readonly kept: Record<string, AnswerValue>;
}

/**
 * Goes through fields in order; `put` makes an answer visible to the conditions after it (undefined:
 * there is none).
 */
function checkFields(
  walk: Walk,
  fields: readonly Field[],
  answers: Answers,
  put: (field: Field, value: AnswerValue | undefined) => void,
): Checked {
  const shown: Field[] = [];
  const errors: FieldError[] = [];
  const kept: Record<string, AnswerValue> = {};
  let complete = true;
  for (const field of fields) {
    const isHere = isShown(field, walk.scope);
    if (isHere) shown.push(field);
    const value = isHere && Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    if (value === undefined) {
      if (isHere && field.required && !walk.lenient) complete = false;
      put(field, undefined);
      continue;
    }
    const checked = checkAnswer(walk, field, value);
    errors.push(...checked.errors);
    complete &&= checked.complete;
    put(field, checked.value);
    kept[field.id] = checked.value;
  }
  return { complete, shown, errors, kept };
}

/** `value`: of rows without the answers of fields that are not shown. */
function checkAnswer(walk: Walk, field: Field, value: AnswerValue) {
  const { rules } = walk.procedure;
  if (field.rows) {
    return checkRows(field, value, walk.scope, rules, (fields, answers, put) =>
      checkFields(walk, fields, answers, put),
    );
  }
  const context = fieldContext(field, rules, walk.scope, walk.today);
  const errors = fieldType(field.type).check(field, value, context);
  return { complete: errors.length === 0, errors, value };
}

function walkFields(walk: Walk, page: Page): ReachedPage {
  const { rules } = walk.procedure;
  const checked = checkFields(walk, page.fields, walk.answers, (field, value) => {
    if (value !== undefined) rules.put(walk.scope, field, value);
    rules.pass(walk.scope, field.id);
  });
  Object.assign(walk.kept, checked.kept);
  const failed = checked.complete || walk.lenient ? failedChecks(walk, page, checked.kept) : [];
  return {
    page,
    complete: checked.complete && failed.length === 0,
    fields: checked.shown,
    errors: [...checked.errors, ...failed],
  };
}

function walkRows(walk: Walk, page: Page, repeat: NonNullable<Page['repeat']>): ReachedPage {
  const { rules } = walk.procedure;
  const saved = rowsOf(walk.answers, repeat.of);
  const made: OpenScope[] = [];
  const walked = saved.map((answers, index) => {
    const row = rules.newRow(repeat.of, index);
    made.push(row);
    walk.scope['row'] = row;
    return checkFields(walk, page.fields, answers, (field, value) => {
      if (value !== undefined) rules.putInRow(row, field, value);
    });
  });
  walk.scope[repeat.of] = made;
  rules.pass(walk.scope, repeat.of);
  const rows = walked.map((checked, index): ReachedRow => {
    walk.scope['row'] = made[index];
    const failed =
      checked.complete || walk.lenient ? failedChecks(walk, page, checked.kept, 'row') : [];
    return {
      complete: checked.complete && failed.length === 0,
      fields: checked.shown,
      errors: [...checked.errors, ...failed].map((error) => ({ ...error, row: index })),
    };
  });
  walk.scope['row'] = undefined;
  if (saved.length > 0 || Object.hasOwn(walk.answers, repeat.of)) {
    walk.kept[repeat.of] = walked.map((checked) => checked.kept);
  }
  const errors = [...countErrors(walk, repeat), ...rows.flatMap((row) => row.errors)];
  const filled = saved.length >= repeat.min || (walk.lenient && saved.length === 0);
  const whole = filled && errors.length === 0 && rows.every((row) => row.complete);
  const failed = whole || walk.lenient ? failedChecks(walk, page, walk.kept, 'page') : [];
  return {
    page,
    complete: whole && failed.length === 0,
    fields: [],
    errors: [...errors, ...failed],
    rows,
  };
}

/** Too few rows is a problem only once there were some: a page not yet visited has no errors. */
function countErrors(walk: Walk, repeat: NonNullable<Page['repeat']>): readonly FieldError[] {
  const { of, min, max } = repeat;
  const count = rowsOf(walk.answers, of).length;
  const at = { field: of, input: of };
  if (count > max) return [{ ...at, code: 'too_many_rows', params: { max } }];
  const visited = Object.hasOwn(walk.answers, of);
  return visited && count < min ? [{ ...at, code: 'too_few_rows', params: { min } }] : [];
}

/** The condition that ends the journey on this page, if one holds. */
function endOf(walk: Walk, { page }: ReachedPage): string | undefined {
  for (const { condition, when } of page.endIf) {
    if (walk.lenient && !isAnswered(page, when.uses, walk.kept)) continue;
    if (when.run(walk.scope)) return condition;
  }
  return undefined;
}

/** In an example with few answers, a rule speaks only if what it leans on is answered. */
function failedChecks(walk: Walk, page: Page, kept: Answers, only?: 'row' | 'page') {
  return runChecks(page, walk.scope, only, walk.lenient ? kept : undefined);
}
