import type { Answers } from '../fields/answers.ts';
import { type Checked, checkFields, type Walk } from './check-fields.ts';
import { isAnswered, runChecks } from './page-checks.ts';
import type { Journey, Page, Procedure, ReachedPage, RuleContext } from './procedure.ts';
import { groupOf, isLaterPage } from './repeat-group.ts';
import { walkGroup } from './walk-group.ts';

/** `unanswered: 'ignore'` walks on as if everything missing had been answered: for example cases. */
export interface JourneyOptions {
  /** Walks the pages of that phase; the application's answers (and earlier phases') are known. */
  readonly phase?: string;
  readonly unanswered?: 'stop' | 'ignore';
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
  for (const page of before) {
    if (!isLaterPage(page) && isPageShown(walk, page)) walkPage({ ...walk, kept: {} }, page);
  }
  const reached: ReachedPage[] = [];
  let total = 0;
  let stopped = false;
  let endedBy: Journey['endedBy'];
  for (const page of pages) {
    if (isLaterPage(page) || !isPageShown(walk, page)) continue;
    total += 1;
    const state = walkPage(walk, page);
    if (!stopped) reached.push(state);
    if (!state.complete && !walk.lenient) stopped = true;
    if (stopped) continue;
    endedBy = endOf(walk, page);
    if (endedBy) break;
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
  if (!page.repeat) return walkFields(walk, page);
  return walkGroup(walk, groupOf(walk.procedure, page), page.repeat);
}

function walkFields(walk: Walk, page: Page): ReachedPage {
  const { rules } = walk.procedure;
  const checked = checkFields(walk, page.fields, walk.answers, (field, value) => {
    if (value !== undefined) rules.put(walk.scope, field, value);
    rules.pass(walk.scope, field.id);
  });
  Object.assign(walk.kept, checked.kept);
  const failed = checked.complete || walk.lenient ? failedChecks(walk, page, checked) : [];
  return {
    page,
    complete: checked.complete && failed.length === 0,
    fields: checked.shown,
    errors: [...checked.errors, ...failed],
  };
}

/** The condition that ends the journey on this page (or on one of its group), if one holds. */
function endOf(walk: Walk, first: Page): Journey['endedBy'] {
  for (const page of groupOf(walk.procedure, first)) {
    for (const { condition, when } of page.endIf) {
      if (walk.lenient && !isAnswered(page.fields, when.uses, walk.kept)) continue;
      if (when.run(walk.scope)) return { page: page.id, condition };
    }
  }
  return undefined;
}

/** In an example with few answers, a rule speaks only if what it leans on is answered. */
function failedChecks({ scope, lenient }: Walk, page: Page, { shown, kept }: Checked) {
  const answered = lenient ? { fields: shown, answers: kept } : undefined;
  return runChecks(page, scope, undefined, answered);
}
