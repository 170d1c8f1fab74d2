import type { Answers, AnswerValue, FieldError } from '../fields/answers.ts';
import { type Checked, checkFields, type Walk } from './check-fields.ts';
import { runChecks } from './page-checks.ts';
import type { Field, OpenScope, Page, ReachedPage, ReachedRow } from './procedure.ts';
import { rowsOf } from './rows.ts';

type Repeat = NonNullable<Page['repeat']>;

/** A row on its way through the pages of its group. */
interface WalkedRow {
  readonly index: number;
  readonly answers: Answers;
  /** What expressions see as `row`. */
  readonly row: OpenScope;
  readonly pages: { readonly page: Page; readonly checked: Checked }[];
  readonly kept: Record<string, AnswerValue>;
}

/**
 * A repeat: a page and those right behind it that go on with its rows. Page by page over all rows,
 * so that a condition on a page knows of every row what the pages before it asked. What stands in
 * the journey is the first page; rules speak once everything has been walked.
 */
export function walkGroup(walk: Walk, group: readonly Page[], repeat: Repeat): ReachedPage {
  const { rules } = walk.procedure;
  const { of } = repeat;
  const saved = rowsOf(walk.answers, of);
  const walked = saved.map(
    (answers, index): WalkedRow => ({
      index,
      answers,
      row: rules.newRow(of, index),
      pages: [],
      kept: {},
    }),
  );
  for (const page of group) {
    for (const one of walked) walkRowPage(walk, page, one);
    walk.scope['row'] = undefined;
    walk.scope[of] = walked.map(({ row }) => row);
    rules.pass(walk.scope, of);
  }
  if (saved.length > 0 || Object.hasOwn(walk.answers, of)) {
    walk.kept[of] = walked.map(({ kept }) => kept);
  }
  const rows = walked.map((one) => reachedRow(walk, one));
  walk.scope['row'] = undefined;
  const errors = [...countErrors(walk, repeat), ...rows.flatMap((row) => row.errors)];
  const filled = saved.length >= repeat.min || (walk.lenient && saved.length === 0);
  const whole = filled && errors.length === 0 && rows.every((row) => row.complete);
  const failed = whole || walk.lenient ? groupChecks(walk, group, walked) : [];
  return {
    page: group[0] as Page,
    complete: whole && failed.length === 0,
    fields: [],
    errors: [...errors, ...failed],
    rows,
  };
}

/** A page behind the first one may be left out for some rows. */
function walkRowPage(walk: Walk, page: Page, { row, answers, pages, kept }: WalkedRow): void {
  walk.scope['row'] = row;
  if (page.id !== page.repeat?.first && page.when && !page.when.run(walk.scope)) return;
  const checked = checkFields(walk, page.fields, answers, (field, value) => {
    if (value !== undefined) walk.procedure.rules.putInRow(row, field, value);
  });
  Object.assign(kept, checked.kept);
  pages.push({ page, checked });
}

function reachedRow(walk: Walk, one: WalkedRow): ReachedRow {
  const reached: ReachedRow['pages'][number][] = [];
  const errors: FieldError[] = [];
  let complete = true;
  walk.scope['row'] = one.row;
  const shown = one.pages.flatMap(({ checked }) => checked.shown);
  for (const { page, checked } of one.pages) {
    const failed =
      checked.complete || walk.lenient
        ? runChecks(page, walk.scope, 'row', answeredIn(walk, shown, one.kept))
        : [];
    const isWhole = checked.complete && failed.length === 0;
    reached.push({ page, complete: isWhole, fields: checked.shown });
    for (const error of [...checked.errors, ...failed]) {
      errors.push({ ...error, row: one.index, page: page.id });
    }
    complete &&= isWhole;
    if (!complete && !walk.lenient) break;
  }
  const fields = reached.flatMap((page) => page.fields);
  return { complete, fields, errors, pages: reached };
}

/** Rules over all rows. Those of a page that no row shows are left alone, as nobody could mend it. */
function groupChecks(
  walk: Walk,
  group: readonly Page[],
  walked: readonly WalkedRow[],
): readonly FieldError[] {
  return group.flatMap((page, index) => {
    const isHere = index === 0 || walked.some(({ pages }) => pages.some((p) => p.page === page));
    if (!isHere) return [];
    const failed = runChecks(page, walk.scope, 'page', answeredIn(walk, page.fields, walk.kept));
    return failed.map((error) => ({ ...error, page: page.id }));
  });
}

/** In an example with few answers, a rule speaks only if what it leans on is answered. */
function answeredIn({ lenient }: Walk, fields: readonly Field[], answers: Answers) {
  return lenient ? { fields, answers } : undefined;
}

/** Too few rows is a problem only once there were some: a page not yet visited has no errors. */
function countErrors(walk: Walk, { of, min, max }: Repeat): readonly FieldError[] {
  const count = rowsOf(walk.answers, of).length;
  const at = { field: of, input: of };
  if (count > max) return [{ ...at, code: 'too_many_rows', params: { max } }];
  const visited = Object.hasOwn(walk.answers, of);
  return visited && count < min ? [{ ...at, code: 'too_few_rows', params: { min } }] : [];
}
